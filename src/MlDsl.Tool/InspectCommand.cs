using System.CommandLine;
using MlDsl.Tool.Inspecting;

namespace MlDsl.Tool;

/// <summary><c>mldsl inspect MODEL</c> with its options.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> Model = new("model") { Description = "The model: .mldsl, .onnx, ML.NET's .zip or .mlnet, XGBoost's .json or .ubj, LightGBM's text; or a .reference" };
    private static readonly Option<bool> Json = new("--json") { Description = "Say it as one JSON object" };

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        var inspect = new Command("inspect", "Tells what a model's file holds: columns, features, predictor, outcome, sizes, hashes, where it comes from") { Model, Json };
        inspect.SetAction(static parsed =>
        {
            Sheet sheet = ModelSheet.Of(parsed.GetRequiredValue(Model));
            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(Json) ? sheet.ToJson() : sheet.ToString());
            return 0;
        });
        return inspect;
    }
}
