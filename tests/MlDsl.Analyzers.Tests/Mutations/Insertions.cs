using Microsoft.CodeAnalysis.Text;

namespace MlDsl.Analyzers.Tests.Mutations;

/// <summary>Mistakes that are a statement or type more.</summary>
internal static class Insertions
{
    public static IEnumerable<Mutant> All(MlProgram program) => [.. Statements(program), .. Types(program)];

    private static IEnumerable<Mutant> Statements(MlProgram program)
    {
        if (program.Scene is not { } scene || !program.Source.Contains(".Trainers.", StringComparison.Ordinal)) yield break;
        string ml = program.Context;
        Mutant Insert(string kind, string id, string text) => new(program, kind, id, new TextSpan(scene.End, 0), "\n" + text);

        if (program.RowClass is { } row && program.NumberColumn is { } column)
        {
            foreach (string step in new[] { "NormalizeMinMax", "NormalizeMeanVariance", "NormalizeBinning" })
                yield return Insert("fit on the rows to score", "MLD4001",
                    $"{{ var fresh = {ml}.Data.LoadFromTextFile<{row.Identifier}>(\"fresh.csv\"); {scene.Model}.Transform({ml}.Transforms.{step}(\"{column}\").Fit(fresh).Transform(fresh)); }}");
        }
        yield return Insert("cache at the end", "MLD5004", $"{scene.Pipeline}.AppendCacheCheckpoint({ml}).Fit({scene.Train});");

        if (scene.Catalog is not { } catalog || scene.Evaluate is not { } evaluate) yield break;
        string rest = string.Concat(evaluate.ArgumentList.Arguments.Skip(1).Select(static a => ", " + a));
        string label = evaluate.ArgumentList.Arguments.FirstOrDefault(static a => a.NameColon?.Name.Identifier.ValueText == "labelColumnName")?.Expression.ToString() is { } given ? ", labelColumnName: " + given : "";
        string scored = evaluate.ArgumentList.Arguments[0].ToString();
        string? test = TestRows(program, scored, scene);
        bool folds = catalog is not ("Ranking" or "Clustering" or "AnomalyDetection") && !program.Source.Contains("Recommendation()", StringComparison.Ordinal);

        if (folds && program.Metric is { } metric)
        {
            string all = $"{ml}.{catalog}.CrossValidate({scene.Train}, {scene.Pipeline}{label})";
            yield return Insert("ship the best fold", "MLD1603", $"{ml}.Model.Save({all}.OrderByDescending(f => f.Metrics.{metric}).First().Model, {scene.Train}.Schema, \"best.zip\");");
            yield return Insert("ship the best fold by MaxBy", "MLD1603", $"{ml}.Model.Save({all}.MaxBy(f => f.Metrics.{metric})!.Model, {scene.Train}.Schema, \"best.zip\");");
            yield return Insert("report the best fold", "MLD1603", $"Console.WriteLine({all}.Max(f => f.Metrics.{metric}));");
            if (program.NumberColumn is { } number)
                yield return Insert("fold over prepared rows", "MLD1502", $"{ml}.{catalog}.CrossValidate({ml}.Transforms.NormalizeMinMax(\"{number}\").Fit({scene.Train}).Transform({scene.Train}), {scene.Pipeline}{label});");
            string importance = catalog == "BinaryClassification" ? "PermutationFeatureImportanceNonCalibrated" : "PermutationFeatureImportance";
            if (scene.Train.EndsWith("TrainSet", StringComparison.Ordinal))
                yield return Insert("measure importance on the training side", "MLD1604", $"{ml}.{catalog}.{importance}({scene.Model}, {scene.Model}.Transform({scene.Train}){label});");
            if (test is not null && test.EndsWith("TestSet", StringComparison.Ordinal))
            {
                yield return Insert("choose in a loop", "MLD1602", $"{{ double top = 0; foreach (int turn in new[] {{ 1, 2 }}) {{ var one = {ml}.{catalog}.Evaluate({scene.Pipeline}.Fit({scene.Train}).Transform({test}){rest}); if (one.{metric} > top) top = one.{metric}; }} }}");
                yield return Insert("choose from a list", "MLD1602", $"{{ var list = new List<double>(); for (int turn = 0; turn < 3; turn++) {{ var one = {ml}.{catalog}.Evaluate({scene.Pipeline}.Fit({scene.Train}).Transform({test}){rest}); list.Add(one.{metric}); }} Console.WriteLine(list.Max()); }}");
                yield return Insert("search by the test side", "MLD1601", $"Microsoft.ML.AutoML.MLContextExtension.Auto({ml}).CreateRegressionExperiment(1).Execute({scene.Train}, {test});");
                yield return Insert("fold over the test side before it is scored", "MLD1102", $"{ml}.{catalog}.CrossValidate({test}, {scene.Pipeline}{label});") with { Span = new TextSpan(scene.Fit.Span.End, 0) };
            }
        }
        string other = catalog == "Regression" ? "BinaryClassification.EvaluateNonCalibrated" : "Regression.Evaluate";
        if (!program.Source.Contains("Recommendation()", StringComparison.Ordinal) && catalog != "AnomalyDetection")
            yield return Insert("evaluate as another task", "MLD1008", $"{ml}.{other}({scored}{label});");
    }

    // The view that the scored rows are made from.
    private static string? TestRows(MlProgram program, string scored, Scene scene)
    {
        string call = $"{scene.Model}.Transform(";
        if (scored.StartsWith(call, StringComparison.Ordinal)) return scored[call.Length..^1];
        int at = program.Source.IndexOf($"{scored} = {call}", StringComparison.Ordinal);
        if (at < 0) return null;
        int start = at + scored.Length + 3 + call.Length;
        return program.Source[start..program.Source.IndexOf(')', start)];
    }

    private static IEnumerable<Mutant> Types(MlProgram program)
    {
        if (program.RowClass is not { } row) yield break;
        Mutant Add(string kind, string id, string text) => new(program, kind, id, new TextSpan(program.Source.Length, 0), text + "\n");
        string type = row.Identifier.ValueText;
        yield return Add("share an engine", "MLD5001", $"public static class Held {{ public static PredictionEngine<{type}, {type}>? Engine {{ get; set; }} }}");
        yield return Add("make an engine for every prediction", "MLD5002", $"public static class Use {{ public static {type} Predict({type} row) {{ var made = new MLContext(); return made.Model.CreatePredictionEngine<{type}, {type}>(made.Model.Load(\"m.zip\", out _)).Predict(row); }} }}");
        yield return Add("load in an action", "MLD5002", $"public sealed class LoadController : Microsoft.AspNetCore.Mvc.ControllerBase {{ public object Get() => new MLContext().Model.Load(\"m.zip\", out _); }}");
    }
}
