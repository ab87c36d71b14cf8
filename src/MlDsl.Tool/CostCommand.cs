using System.CommandLine;
using MlDsl.Tool.Costs;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary><c>mldsl cost MODEL ROWS</c> with its options.</summary>
internal static class CostCommand
{
    private const int FewestCalls = 1000;

    private static readonly Argument<string> Model = new("model") { Description = "The model, a .mldsl file" };
    private static readonly Argument<string> Rows = new("rows") { Description = "Rows as they come, .csv or .jsonl; golden rows serve" };
    private static readonly Option<int[]> Batch = new("--batch") { Description = "How many rows a call has; may be given several times, 1, 16 and 256 unless given" };
    private static readonly Option<int> Calls = new("--calls") { Description = "How many calls are timed of each size, at least 1000", DefaultValueFactory = static _ => 5000 };
    private static readonly Option<bool> Json = new("--json") { Description = "Say it as one JSON object" };
    private static readonly ModelRowOptions File = new();

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Calls.Validators.Add(static said =>
        {
            if (said.Tokens.Count > 0 && (!int.TryParse(said.Tokens[0].Value, out int count) || count < FewestCalls)) said.AddError($"--calls '{said.Tokens[0].Value}' is too few or no number; it is {FewestCalls} or more");
        });
        Batch.Validators.Add(static said =>
        {
            foreach (var token in said.Tokens)
                if (!int.TryParse(token.Value, out int count) || count is < 1 or > 100_000) said.AddError($"--batch '{token.Value}' is no number of rows; it is 1 to 100000");
        });
        var cost = new Command("cost", "Times a model on this machine: percentiles of calls, bytes that a row allocates, rows a second, and what it takes on disk") { Model, Rows, Batch, Calls, Json };
        foreach (Option option in File.All) cost.Add(option);
        cost.SetAction(static (parsed, cancellation) => Task.Run(() => Measure(parsed, parsed.InvocationConfiguration.Output, cancellation), CancellationToken.None));
        return cost;
    }

    private static int Measure(ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(Model);
        try
        {
            DynamicModel model = DynamicModel.Load(path);
            IReadOnlyList<DynamicRow> rows = File.Read(parsed, model.Table, parsed.GetRequiredValue(Rows));
            if (rows.Count == 0) throw new ToolException($"'{parsed.GetRequiredValue(Rows)}' has no row to time a prediction of");
            int[] batches = parsed.GetValue(Batch) is { Length: > 0 } said ? said : [1, 16, 256];
            var answer = new CostAnswer(path, model, rows.Count, [.. batches.Select(batch => CallCost.Of(model, rows, batch, parsed.GetValue(Calls), cancellation))]);
            output.WriteLine(parsed.GetValue(Json) ? answer.ToJson() : answer.ToString());
            return 0;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException(problem.Message);
        }
    }
}
