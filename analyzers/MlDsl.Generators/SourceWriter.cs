using System.Text;

namespace MlDsl.Generators;

/// <summary>Writes indented C# so that the writing code has the shape of what it writes. Lines end in <c>\n</c>.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    public void Line(string line = "")
    {
        foreach (string part in line.Split('\n'))
        {
            string content = part.TrimEnd('\r');
            if (content.Length > 0) text.Append(' ', depth * 4).Append(content);
            text.Append('\n');
        }
    }

    /// <summary>A header and a block in braces that ends with the returned value.</summary>
    public Scope Block(string header, string end = "}")
    {
        Line(header);
        Line("{");
        depth++;
        return new Scope(this, end);
    }

    /// <summary>Indentation alone, as for an argument list.</summary>
    public Scope Indent()
    {
        depth++;
        return new Scope(this, null);
    }

    public override string ToString() => text.ToString();

    internal readonly struct Scope(SourceWriter writer, string? end) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            if (end is not null) writer.Line(end);
        }
    }
}
