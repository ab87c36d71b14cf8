using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace MlDsl.Testing;

/// <summary>Source with places marked as <c>{|MLD0301:text|}</c>.</summary>
/// <param name="Source">The text without the marks.</param>
/// <param name="Places">The id and span of each mark, in source order.</param>
public sealed partial record Markup(string Source, ImmutableArray<(string Id, TextSpan Span)> Places)
{
    /// <summary>Reads the marks out of <paramref name="text"/>; marks may nest.</summary>
    public static Markup Parse(string text)
    {
        var source = new StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var places = new List<(string Id, TextSpan Span)>();
        for (int at = 0; at < text.Length;)
        {
            Match start = Start().Match(text, at);
            if (start.Success && start.Index == at)
            {
                open.Push((start.Groups[1].Value, source.Length));
                at += start.Length;
            }
            else if (open.Count > 0 && string.CompareOrdinal(text, at, "|}", 0, 2) == 0)
            {
                var (id, begin) = open.Pop();
                places.Add((id, TextSpan.FromBounds(begin, source.Length)));
                at += 2;
            }
            else
            {
                source.Append(text[at++]);
            }
        }
        if (open.Count > 0) throw new FormatException($"The mark '{open.Peek().Id}' is not closed");
        return new Markup(source.ToString(), [.. places.OrderBy(static p => p.Span.Start).ThenBy(static p => p.Id, StringComparer.Ordinal)]);
    }

    [GeneratedRegex(@"\G\{\|([A-Z]+\d+):")]
    private static partial Regex Start();
}
