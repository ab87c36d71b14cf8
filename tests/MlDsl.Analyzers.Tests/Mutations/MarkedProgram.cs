using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace MlDsl.Analyzers.Tests.Mutations;

/// <summary>
/// A program in a style of its own, in which mistakes are marked by hand: <c>/*MLD1102:*/split.TrainSet/*=> split.TestSet*/</c> says that
/// the rule finds what comes of the text between the comments being replaced. As it stands the program is clean.
/// </summary>
internal sealed partial class MarkedProgram
{
    private MarkedProgram(string name, string source)
    {
        Name = name;
        Source = source;
        Mistakes =
        [
            .. Mark().Matches(source).Select(match => new MarkedMistake(
                this, match.Groups["id"].Value, new TextSpan(match.Groups["good"].Index, match.Groups["good"].Length), match.Groups["bad"].Value)),
        ];
    }

    public static IReadOnlyList<MarkedProgram> All { get; } =
    [
        .. typeof(MarkedProgram).Assembly.GetManifestResourceNames()
            .Where(static n => n.StartsWith("Styles/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static n => new MarkedProgram(n["Styles/".Length..], Library.Text(n))),
    ];

    public string Name { get; }
    public string Source { get; }
    public IReadOnlyList<MarkedMistake> Mistakes { get; }

    public override string ToString() => Name;

    [GeneratedRegex(@"/\*(?<id>MLD\d{4}):\*/(?<good>.*?)/\*=> ?(?<bad>.*?)\*/", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();
}

/// <summary>A marked place and what is wrong when it is replaced.</summary>
internal sealed record MarkedMistake(MarkedProgram Program, string Id, TextSpan Span, string Bad)
{
    public string Source => Program.Source[..Span.Start] + Bad + Program.Source[Span.End..];

    public override string ToString() =>
        $"{Program.Name} line {Program.Source.AsSpan(0, Span.Start).Count('\n') + 1}: {Program.Source.AsSpan(Span.Start, Span.Length)} => {Bad}";
}
