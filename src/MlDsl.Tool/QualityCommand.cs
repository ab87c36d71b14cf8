using System.CommandLine;
using System.Globalization;
using System.Text;
using MlDsl.Labels;
using MlDsl.Tool.Checking;
using MlDsl.Tool.Scaffolding;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary><c>mldsl quality FILE</c> with its options.</summary>
internal static class QualityCommand
{
    private static readonly Argument<string> Input = new("file") { Description = "A file of separated values with rows" };
    private static readonly Option<double> Similarity = new("--similarity") { Description = "From which share in common on two texts are near-duplicates, 0.3 to 1", DefaultValueFactory = static _ => NearDuplicateOptions.Default.Similarity };
    private static readonly Option<double> Deviations = new("--deviations") { Description = "From how many robust deviations from the median on a value is an outlier, above 0", DefaultValueFactory = static _ => DataQualityOptions.Default.Deviations };
    private static readonly Option<bool> Json = new("--json") { Description = "Say what was found as one JSON object" };
    private static readonly RowFileOptions File = new();

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        var quality = new Command("quality", "Looks for what is odd about rows: labels that differ where all else is the same, texts that are nearly alike, values and rows far from the others")
        {
            Input, Similarity, Deviations, Json,
        };
        foreach (Option option in File.All) quality.Add(option);
        quality.SetAction(static parsed => Look(parsed, parsed.InvocationConfiguration.Output));
        return quality;
    }

    private static int Look(ParseResult parsed, TextWriter output)
    {
        string path = parsed.GetRequiredValue(Input);
        DataQualityOptions options = OptionsOf(parsed);
        FileTable table = System.IO.File.Exists(path) ? File.Table(parsed, path) : throw new ToolException($"'{path}' does not exist; name a file of separated values");
        ColumnFacts[] facts = [.. table.Columns.Select(ColumnFacts.Of)];
        TargetFacts target = File.Target(parsed, facts);
        DataQuality found = QualitySearch.Of(FileQuality.TableOf(facts, target), options);
        string label = Leak.NameOf(target.Facts.Column);
        output.WriteLine(parsed.GetValue(Json)
            ? Encoding.UTF8.GetString(JsonLine.Readable(json =>
            {
                json.WriteString("file", path);
                json.WriteString("label", label);
                found.WriteTo(json);
            }))
            : string.Create(CultureInfo.InvariantCulture, $"{path}, label '{label}': {found}"));
        return found.HasFindings ? 1 : 0;
    }

    private static DataQualityOptions OptionsOf(ParseResult parsed)
    {
        try
        {
            return new DataQualityOptions { NearDuplicates = new NearDuplicateOptions { Similarity = parsed.GetValue(Similarity) }, Deviations = parsed.GetValue(Deviations) };
        }
        catch (ArgumentOutOfRangeException problem)
        {
            throw new ToolException($"--{problem.ParamName!.ToLowerInvariant()} is {string.Create(CultureInfo.InvariantCulture, $"{problem.ActualValue}")}: {problem.Message.Split(" (Parameter", 2)[0]}");
        }
    }
}
