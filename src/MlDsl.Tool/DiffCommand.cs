using System.CommandLine;
using System.Text;
using MlDsl.Tool.Comparing;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary><c>mldsl diff ONE OTHER</c> with its options.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string> One = new("one") { Description = "A model, a .mldsl file" };
    private static readonly Argument<string> Other = new("other") { Description = "The model that is compared with it, a .mldsl file" };
    private static readonly Option<string?> Rows = new("--rows") { Description = "Rows with labels, .csv or .jsonl, on which both are measured" };
    private static readonly Option<bool> Json = new("--json") { Description = "Say it as one JSON object" };
    private static readonly ModelRowOptions File = new();

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        var diff = new Command("diff", "Tells what the files of two models say differently, and on rows which of the two is better") { One, Other, Rows, Json };
        foreach (Option option in File.All) diff.Add(option);
        diff.SetAction(static (parsed, cancellation) => Task.FromResult(Compare(parsed, parsed.InvocationConfiguration.Output, cancellation)));
        return diff;
    }

    private static int Compare(ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        DynamicModel one = Load(parsed.GetRequiredValue(One)), other = Load(parsed.GetRequiredValue(Other));
        IReadOnlyList<Difference> differences = ModelDiff.Of(one, other);
        PairedAnswer? paired = parsed.GetValue(Rows) is { } rows
            ? PairedAnswer.Of(one, File.Read(parsed, one.Training, rows), other, File.Read(parsed, other.Training, rows), cancellation)
            : null;
        output.WriteLine(parsed.GetValue(Json) ? ToJson(differences, paired) : ToText(differences, paired));
        return paired is null ? differences.Count > 0 ? 1 : 0 : paired.Figures[0].IsWorse ? 1 : 0;
    }

    private static DynamicModel Load(string path)
    {
        try
        {
            return DynamicModel.Load(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(problem.Message);
        }
    }

    private static string ToText(IReadOnlyList<Difference> differences, PairedAnswer? paired)
    {
        string said = differences.Count == 0 ? "the files say the same" : string.Join('\n', differences);
        return paired is null ? said : $"{said}\n{paired}";
    }

    private static string ToJson(IReadOnlyList<Difference> differences, PairedAnswer? paired) => Encoding.UTF8.GetString(JsonLine.Readable(json =>
    {
        json.WriteStartArray("differences");
        foreach (Difference difference in differences)
        {
            json.WriteStartObject();
            json.WriteString("part", difference.Part);
            json.WriteString("name", difference.Name);
            json.WriteString("one", difference.One);
            json.WriteString("other", difference.Other);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        paired?.Write(json);
    }));
}
