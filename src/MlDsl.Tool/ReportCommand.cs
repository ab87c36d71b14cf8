using System.CommandLine;
using MlDsl.Reports;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary><c>mldsl report MODEL [OUT]</c> with its options.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Model = new("model") { Description = "The model, a .mldsl file" };
    private static readonly Argument<string?> Output = new("out")
    {
        Description = "The page; MODEL with the ending .html in the current folder unless given",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> Purpose = new("--purpose") { Description = "What the model is for, and what it is not for" };
    private static readonly Option<string?> Check = new("--check") { Description = "What 'mldsl check --json' said of the training rows, a file" };
    private static readonly Option<bool> Json = new("--json") { Description = "Say the report as one JSON object, and write no page unless OUT is given" };

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        var report = new Command("report", "Shows what a model's file holds as one HTML page: card, evaluations, features, provenance") { Model, Output, Purpose, Check, Json };
        report.SetAction(static parsed => Write(parsed, parsed.InvocationConfiguration.Output));
        return report;
    }

    private static int Write(ParseResult parsed, TextWriter output)
    {
        string model = parsed.GetRequiredValue(Model);
        bool asJson = parsed.GetValue(Json);
        string? page = parsed.GetValue(Output) ?? (asJson ? null : $"{Path.GetFileNameWithoutExtension(model)}.html");
        if (page is not null && Path.GetFullPath(page) == Path.GetFullPath(model)) throw new ToolException($"'{page}' is the model itself; name another file for its page");
        try
        {
            Report report = DynamicModel.Load(model).Report(parsed.GetValue(Purpose), parsed.GetValue(Check) is { } check ? CheckFindings.Read(check) : null);
            if (page is not null) report.Save(page);
            output.WriteLine(asJson ? report.ToJson() : $"{Visible.Of(report.Title)}: {page}");
            return 0;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ToolException(problem.Message);
        }
    }
}
