using System.Globalization;
using System.Text;

namespace MlDsl.Reports;

/// <summary>
/// Writes HTML and the SVG in it. The one place where texts are escaped: whatever is not one of this library's own literals comes in through
/// <see cref="Text"/> or the value of an attribute.
/// </summary>
internal sealed class Markup
{
    private readonly StringBuilder page = new();
    private readonly Stack<string> open = new();

    /// <summary>What was written; every element that was opened is closed.</summary>
    public override string ToString() => open.Count == 0
        ? page.ToString()
        : throw new InvalidOperationException($"'{open.Peek()}' is not closed");

    /// <summary>The length so far, in characters.</summary>
    public int Length => page.Length;

    /// <summary>Opens an element.</summary>
    /// <param name="name">A literal.</param>
    /// <param name="attributes">Names, which are literals, with values, which are escaped; those that are null are left out.</param>
    public Markup Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(name, attributes);
        open.Push(name);
        return this;
    }

    /// <summary>Closes the element that was opened last.</summary>
    public Markup Close()
    {
        page.Append("</").Append(open.Pop()).Append('>');
        return this;
    }

    /// <summary>An element without content, as HTML has them; SVG's are closed.</summary>
    public Markup Empty(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(name, attributes);
        if (name is not ("meta" or "br")) page.Append("</").Append(name).Append('>');
        return this;
    }

    /// <summary>An element that holds a text.</summary>
    public Markup Element(string name, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) => Open(name, attributes).Text(text).Close();

    /// <summary>A text.</summary>
    public Markup Text(string text)
    {
        Escape(text);
        return this;
    }

    /// <summary>A literal of this library's own, such as its style sheet: written as it is.</summary>
    public Markup Literal(string literal)
    {
        page.Append(literal);
        return this;
    }

    /// <summary>A length of a picture.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private void Begin(string name, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        page.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is null) continue;
            page.Append(' ').Append(attribute).Append("=\"");
            Escape(value);
            page.Append('"');
        }
        page.Append('>');
    }

    private void Escape(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '&': page.Append("&amp;"); break;
                case '<': page.Append("&lt;"); break;
                case '>': page.Append("&gt;"); break;
                case '"': page.Append("&quot;"); break;
                case '\'': page.Append("&#39;"); break;
                case '\n' or '\t': page.Append(c); break;
                default:
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) page.Append(c).Append(text[++i]);
                    // What HTML does not hold, what a text turns around for the eye, and halves of characters.
                    else if (char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) page.Append('\uFFFD');
                    else page.Append(c);
                    break;
            }
        }
    }
}
