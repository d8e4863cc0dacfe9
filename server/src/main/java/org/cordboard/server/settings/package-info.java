/**
 * A site's settings: YAML files read into checked records, with every fault reported at once by file, line and column.
 *
 * <p>Reading order: {@link org.cordboard.server.settings.Settings} is the outcome,
 * {@link org.cordboard.server.settings.SettingsReader} the way to it, {@link org.cordboard.server.settings.SettingsKeys} and
 * {@link org.cordboard.server.settings.TreeKeys} the catalogue of keys that docs/CONFIG.md is held to.
 */
@NullMarked
package org.cordboard.server.settings;

import org.jspecify.annotations.NullMarked;
