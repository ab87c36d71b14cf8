using System.CommandLine;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary><c>mldsl card MODEL</c> with its options.</summary>
internal static class CardCommand
{
    private static readonly Argument<string> Model = new("model") { Description = "The model, a .mldsl file" };
    private static readonly Option<string?> Out = new("--out") { Description = "Write the card into this file instead of to standard output: .md for Markdown, .json for a bill of materials" };
    private static readonly Option<string> Format = new("--format") { Description = "What to write to standard output: md for Markdown, cyclonedx for a bill of materials of CycloneDX", DefaultValueFactory = static _ => "md" };
    private static readonly Option<string> Spec = new("--spec") { Description = "The version of CycloneDX: 1.6 or 1.7", DefaultValueFactory = static _ => "1.7" };
    private static readonly Option<string?> Purpose = new("--purpose") { Description = "What the model is for" };
    private static readonly Option<string[]> User = new("--user") { Description = "Who uses it; may be given several times, as may the following" };
    private static readonly Option<string[]> UseCase = new("--use-case") { Description = "What it is used for" };
    private static readonly Option<string[]> Limitation = new("--limitation") { Description = "What it cannot do" };
    private static readonly Option<string[]> Tradeoff = new("--tradeoff") { Description = "What was given up for what" };
    private static readonly Option<string[]> Risk = new("--risk") { Description = "A risk; what is done about it behind an equals sign: 'unfair to late shifts=measured by shift'" };
    private static readonly Option<string?> Classification = new("--classification") { Description = "How the training data is classified" };

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Format.AcceptOnlyFromAmong("md", "cyclonedx");
        Spec.AcceptOnlyFromAmong("1.6", "1.7");
        var card = new Command("card", "Writes a model's card: what it learned from, how far to trust it, with intervals")
        {
            Model, Out, Format, Spec, Purpose, User, UseCase, Limitation, Tradeoff, Risk, Classification,
        };
        card.SetAction(static parsed => Write(parsed, parsed.InvocationConfiguration.Output));
        return card;
    }

    private static int Write(ParseResult parsed, TextWriter output)
    {
        CycloneDxVersion version = parsed.GetValue(Spec) == "1.6" ? CycloneDxVersion.V16 : CycloneDxVersion.V17;
        try
        {
            CardDocument card = DynamicModel.Load(parsed.GetRequiredValue(Model)).Document(new CardWords
            {
                Purpose = parsed.GetValue(Purpose),
                Users = parsed.GetValue(User) ?? [],
                UseCases = parsed.GetValue(UseCase) ?? [],
                Limitations = parsed.GetValue(Limitation) ?? [],
                Tradeoffs = parsed.GetValue(Tradeoff) ?? [],
                Risks = [.. (parsed.GetValue(Risk) ?? []).Select(static text => text.Split('=', 2) is [var name, var done] ? new CardRisk(name.Trim(), done.Trim()) : new CardRisk(text))],
                Classification = parsed.GetValue(Classification),
            });
            if (parsed.GetValue(Out) is { } path) card.Save(path, version);
            else output.Write(parsed.GetValue(Format) == "md" ? card.ToMarkdown() : card.ToCycloneDx(version));
            return 0;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or ModelFileException)
        {
            throw new ToolException(problem.Message);
        }
    }
}
