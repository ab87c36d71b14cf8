using System.Text.RegularExpressions;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests;

/// <summary>The page of ML.NET's models names the steps that the compiler reads: those, and no others.</summary>
public sealed partial class CompiledStepsTests
{
    private const string Heading = "### By the names in the file";

    // What steps are found by: the chain and its kin before the switch, steps and predictors in it.
    private static readonly string[] Readers = ["StepReader.cs", "PredictorReader.cs", "CalibratorReader.cs"];

    [Fact]
    public void ThePageNamesWhatIsRead()
    {
        SortedSet<string> read = new(StringComparer.Ordinal) { "Text", "TransformerChain" };
        foreach (string reader in Readers)
        {
            string source = File.ReadAllText(Path.Combine(CSharp.Root, "analyzers/MlDsl.Compiler/MlNetSteps", reader));
            foreach (Match name in Case().Matches(source)) read.Add(name.Groups[1].Value);
        }
        Assert.Contains("LightGBMRankerExec", read);

        string page = File.ReadAllText(Path.Combine(CSharp.Root, "docs/mlnet-models.md"));
        string section = page[page.IndexOf(Heading, StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", StringComparison.Ordinal)];
        string[] rows = [.. section.Split('\n').Where(static line => line.StartsWith("| `", StringComparison.Ordinal))];
        SortedSet<string> named = new(rows.SelectMany(static row => Code().Matches(row).Select(static m => m.Groups[1].Value)).Where(static name => name != "FeaturizeText"), StringComparer.Ordinal);
        Assert.Equal(read, named);
        // Each row says since which version.
        Assert.All(rows, static row => Assert.Matches(@"\| \d+\.\d+\.\d+ \|$", row));
    }

    [GeneratedRegex(@"""(\w+)""(?=\s*(=>|or\b))")]
    private static partial Regex Case();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
