using Microsoft.CodeAnalysis.Text;

namespace MlDsl.Analyzers.Tests.Mutations;

/// <summary>A program with one mistake put in.</summary>
/// <param name="Program">The clean program.</param>
/// <param name="Kind">What was done to it.</param>
/// <param name="Id">The rule that has to find it.</param>
/// <param name="Span">The text that is replaced.</param>
/// <param name="Text">What is put there.</param>
/// <param name="Place">Which lines the finding may be on, besides the changed one.</param>
internal sealed record Mutant(MlProgram Program, string Kind, string Id, TextSpan Span, string Text, Func<string, bool>? Place = null)
{
    /// <summary>A second insertion, further on.</summary>
    public (int At, string Text)? Close { get; init; }

    public string Source => Close is { } close
        ? Program.Source[..Span.Start] + Text + Program.Source[Span.End..close.At] + close.Text + Program.Source[close.At..]
        : Program.Source[..Span.Start] + Text + Program.Source[Span.End..];

    /// <summary>Whether a finding on a line is at the mistake.</summary>
    public bool IsAt(TextLine line)
    {
        bool changed = line.End >= Span.Start && line.Start <= Span.Start + Text.Length;
        return changed || Place?.Invoke(line.ToString()) == true;
    }

    public override string ToString() => $"{Program.Name}: {Kind} at {Span.Start}";
}
