package io.agon.page;

/**
 * A page.
 *
 * @param title foreign text
 * @param body elements in which foreign text is escaped
 * @param live whether it may still change
 */
public record Page(String title, String body, boolean live) {}
