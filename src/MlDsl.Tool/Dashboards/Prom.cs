using System.Globalization;
using System.Text;

namespace MlDsl.Tool.Dashboards;

/// <summary>Texts of queries, rules and panels, whatever characters the names have that stand in them.</summary>
internal static class Prom
{
    /// <summary>
    /// A string of PromQL with its quotation marks. What Grafana would take for a variable in it (<c>$name</c>, <c>[[name]]</c>) is written as its code, and so are characters that no editor shows.
    /// </summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append(rune);
            else if (rune.Value is '$' or '[' || (rune.IsAscii && Rune.IsControl(rune))) quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
            else if (IsUnprinted(rune)) quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
            else quoted.Append(rune);
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>Whether a character shows nothing of its own: it is written as its code.</summary>
    public static bool IsUnprinted(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    /// <summary>A title or a unit of a panel, in which Grafana would put values of variables.</summary>
    public static string Title(string text) => Visible.Of(text).Replace('$', '\uFF04').Replace("[[", "[ [", StringComparison.Ordinal);

    /// <summary>A text in an annotation of a rule, which is a template of Go.</summary>
    public static string Template(string text) => Visible.Of(text).Replace("{{", "{{\"{{\"}}", StringComparison.Ordinal);

    /// <summary>A number as PromQL reads it.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A selector of a metric of one model.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="model">The model's name in metrics.</param>
    /// <param name="labels">Labels with the value that they must have.</param>
    public static string Select(string metric, string model, params ReadOnlySpan<(string Label, string Value)> labels)
    {
        var selector = new StringBuilder(metric).Append('{').Append(ServiceMetrics.ModelLabel).Append('=').Append(Quote(model));
        foreach (var (label, value) in labels) selector.Append(',').Append(label).Append('=').Append(Quote(value));
        return selector.Append('}').ToString();
    }
}
