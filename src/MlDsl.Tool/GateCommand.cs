using System.CommandLine;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary><c>mldsl gate MODEL --require TEXT</c> with its options.</summary>
internal static class GateCommand
{
    private static readonly Argument<string> Model = new("model") { Description = "The model, a .mldsl file that was saved after its evaluation" };
    private static readonly Option<string[]> Require = new("--require")
    {
        Description = "What the whole interval of a metric must hold: 'RMSE <= 3.5', 'PR-AUC >= 0.35'; may be given several times",
        Required = true,
    };
    private static readonly Option<string> Side = new("--side") { Description = "The side whose last evaluation counts: test or validation", DefaultValueFactory = static _ => "test" };

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Side.AcceptOnlyFromAmong("test", "validation");
        var gate = new Command("gate", "Holds what a model's file says of its evaluation against requirements, by intervals") { Model, Require, Side };
        gate.SetAction(static parsed => Check(parsed, parsed.InvocationConfiguration.Output));
        return gate;
    }

    private static int Check(ParseResult parsed, TextWriter output)
    {
        try
        {
            Requirement[] requirements = [.. (parsed.GetValue(Require) ?? []).Select(Requirement.Parse)];
            GateReport report = DynamicModel.Load(parsed.GetRequiredValue(Model)).Check(requirements, parsed.GetRequiredValue(Side));
            output.WriteLine(report);
            return report.Passed ? 0 : 1;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or FormatException or ModelFileException)
        {
            throw new ToolException(problem.Message);
        }
    }
}
