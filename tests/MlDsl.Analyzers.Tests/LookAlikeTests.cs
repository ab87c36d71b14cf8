using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Tests.Mutations;

namespace MlDsl.Analyzers.Tests;

/// <summary>Code that looks like a mistake and is none, or may be none: no rule says so louder than a suggestion.</summary>
public sealed class LookAlikeTests
{
    [Theory]
    // A console program asks once; where each call trains or loads another model, it has to.
    [InlineData("MLD5002", "static class Ask { public static float Fare(Trip trip) { var ml = new MLContext(); return ml.Model.CreatePredictionEngine<Trip, FarePrediction>(ml.Model.Load(\"m.zip\", out _)).Predict(trip).Score; } }")]
    [InlineData("MLD5002", "class AskController(MLContext ml) : Microsoft.AspNetCore.Mvc.ControllerBase { public float Post(string name, Trip trip) { var file = Path.Combine(\"models\", name); var model = ml.Model.Load(file, out _); var engine = ml.Model.CreatePredictionEngine<Trip, FarePrediction>(model); return engine.Predict(trip).Score; } }")]
    [InlineData("MLD5002", "class AskController : Microsoft.AspNetCore.Mvc.ControllerBase { public float Post(List<Trip> known, Trip trip) { var ml = new MLContext(); var model = ml.Transforms.Concatenate(\"Features\", \"Miles\").Append(ml.Regression.Trainers.FastTree(\"Fare\")).Fit(ml.Data.LoadFromEnumerable(known)); return ml.Model.CreatePredictionEngine<Trip, FarePrediction>(model).Predict(trip).Score; } }")]
    // Codes, keys of codes by value, and what such keys are mapped back to are one number.
    [InlineData("MLD1006", "static class Ask { static void Run(MLContext ml, IDataView data) { var split = ml.Data.TrainTestSplit(data); var model = ml.Transforms.Conversion.MapValueToKey(\"Key\", \"Code\", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Append(ml.Transforms.Concatenate(\"Features\", \"Miles\")).Append(ml.MulticlassClassification.Trainers.NaiveBayes(\"Key\")).Append(ml.Transforms.Conversion.MapKeyToValue(\"Back\", \"Key\")).Fit(split.TrainSet); ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet), \"Back\"); } }")]
    [InlineData("MLD1006", "static class Ask { static void Run(MLContext ml, string path) { var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path)); var model = ml.Transforms.Conversion.MapValueToKey(\"Vendor\", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Append(ml.Transforms.Concatenate(\"Features\", \"Miles\")).Append(ml.MulticlassClassification.Trainers.NaiveBayes(\"Vendor\")).Append(ml.Transforms.Conversion.MapKeyToValue(\"Payment\", \"Vendor\")).Fit(split.TrainSet); ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet), \"Payment\"); } }")]
    // The codes of a label, before the rows are split; the model is one from a file.
    [InlineData("MLD4001", "static class Ask { static void Run(MLContext ml, string path) { var data = ml.Data.LoadFromTextFile<Trip>(path); var keyed = ml.Transforms.Conversion.MapValueToKey(\"Label\", \"Payment\").Fit(data).Transform(data); var split = ml.Data.TrainTestSplit(keyed); var model = ml.Model.Load(\"m.zip\", out _); ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet)); } }")]
    [InlineData("MLD4001", "static class Ask { static void Run(MLContext ml, string path) { var data = ml.Data.LoadFromTextFile<Trip>(path); var keyed = ml.Transforms.Conversion.MapValueToKey(\"Label\", \"Payment\").Fit(data).Transform(data); ml.MulticlassClassification.Evaluate(ml.Model.Load(\"m.zip\", out _).Transform(keyed)); } }")]
    [InlineData("MLD4001", "static class Ask { static void Run(MLContext ml, string path) { var train = ml.Data.LoadFromTextFile<Trip>(path); var model = ml.Transforms.Concatenate(\"Features\", \"Miles\").Append(ml.Regression.Trainers.FastTree(\"Fare\")).Fit(train); var rows = ml.Data.LoadFromTextFile<Trip>(\"new.csv\"); model.Transform(ml.Transforms.NormalizeMinMax(\"Shown\", \"Seconds\").Fit(rows).Transform(rows)); } }")]
    // Sections of a switch that leave are not one after the other.
    [InlineData("MLD2103", "static class Ask { static Microsoft.ML.OnnxRuntime.SessionOptions Make(int device) { var options = new Microsoft.ML.OnnxRuntime.SessionOptions(); switch (device) { case 0: options.AppendExecutionProvider_CPU(0); return options; case 1: options.AppendExecutionProvider_CUDA(0); return options; default: { options.AppendExecutionProvider_DML(0); return options; } } } }")]
    [InlineData("MLD2103", "static class Ask { static Microsoft.ML.OnnxRuntime.SessionOptions Make(int device) { var options = new Microsoft.ML.OnnxRuntime.SessionOptions(); switch (device) { case 0: options.AppendExecutionProvider_CPU(0); break; case 1: options.AppendExecutionProvider_CUDA(0); break; } return options; } }")]
    [InlineData("MLD2103", "static class Ask { static Microsoft.ML.OnnxRuntime.SessionOptions Make(int device) { var options = new Microsoft.ML.OnnxRuntime.SessionOptions(); if (device < 0) { options.AppendExecutionProvider_CPU(0); return options; } options.AppendExecutionProvider_CUDA(device); return options; } }")]
    [InlineData("MLD2103", "static class Ask { static Microsoft.ML.OnnxRuntime.SessionOptions Make(int device) { var options = new Microsoft.ML.OnnxRuntime.SessionOptions(); switch (device) { case 0: options.AppendExecutionProvider_CPU(0); return options; } options.AppendExecutionProvider_CUDA(device); return options; } }")]
    // Who gets a value disposes of it.
    [InlineData("MLD2102", "class Ask(Microsoft.ML.OnnxRuntime.InferenceSession s) { private Microsoft.ML.OnnxRuntime.DisposableNamedOnnxValue last; Microsoft.ML.OnnxRuntime.DisposableNamedOnnxValue One(List<Microsoft.ML.OnnxRuntime.NamedOnnxValue> i) { var all = s.Run(i); return all.First(); } void Keep(List<Microsoft.ML.OnnxRuntime.NamedOnnxValue> i) { var all = s.Run(i); last = all[0]; } Microsoft.ML.OnnxRuntime.DisposableNamedOnnxValue Direct(List<Microsoft.ML.OnnxRuntime.NamedOnnxValue> i) => s.Run(i).First(); List<Microsoft.ML.OnnxRuntime.DisposableNamedOnnxValue> All(List<Microsoft.ML.OnnxRuntime.NamedOnnxValue> i) => s.Run(i).ToList(); }")]
    [InlineData("MLD2102", "class Ask(Microsoft.ML.OnnxRuntime.InferenceSession s) { void Close(List<Microsoft.ML.OnnxRuntime.NamedOnnxValue> i) { var all = s.Run(i); var first = all.First(); first.Dispose(); } }")]
    // A split of which one side is used takes a sample.
    [InlineData("MLD1102", "static class Ask { static ITransformer Run(MLContext ml, string path) { var some = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path), 0.05).TestSet; return ml.Transforms.Concatenate(\"Features\", \"Miles\").Append(ml.Regression.Trainers.FastTree(\"Fare\")).Fit(some); } }")]
    // Groups are looked for in the rows there are.
    [InlineData("MLD1103", "static class Ask { static void Run(MLContext ml) { var model = ml.Transforms.Concatenate(\"Features\", \"Miles\").Append(ml.Clustering.Trainers.KMeans()).Fit(ml.Data.LoadFromTextFile<Trip>(\"t.csv\")); ml.Clustering.Evaluate(model.Transform(ml.Data.LoadFromTextFile<Trip>(\"t.csv\"))); } }")]
    // Arguments that are not known are no defaults.
    [InlineData("MLD1003", "static class Ask { static void Run(MLContext ml, string path, DataKind kind) => ml.Transforms.Conversion.ConvertType(\"Number\", \"Tipped\", kind).Append(ml.Transforms.Concatenate(\"Features\", \"Number\", \"Vendor\")).Fit(ml.Data.LoadFromTextFile<Trip>(path)); }")]
    [InlineData("MLD1004", "static class Ask { static void Run(MLContext ml, string path) => ml.MulticlassClassification.Trainers.NaiveBayes().Fit(ml.Data.LoadFromTextFile(path, new[] { new TextLoader.Column(\"Label\", DataKind.UInt32, 0) { KeyCount = new KeyCount(3) }, new TextLoader.Column(\"Features\", DataKind.Single, 1, 9) })); }")]
    [InlineData("MLD1005", "static class Ask { static void Run(MLContext ml, IDataView data, ValueToKeyMappingEstimator.KeyOrdinality order) => ml.Transforms.Conversion.MapValueToKey(\"Label\", \"Grade\", keyOrdinality: order).Append(ml.Ranking.Trainers.LightGbm()).Fit(data); }")]
    public async Task NothingIsSaidAloud(string rule, string code)
    {
        Compilation compilation = MlProgram.Compile(Prelude + code);
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));
        ImmutableArray<Diagnostic> found = await AllRules.Run(compilation);
        Assert.Empty(found.Where(d => d.Id == "AD0001" || d.Id == rule && d.Severity >= DiagnosticSeverity.Warning).Select(static d => d.ToString()));
    }

    private const string Prelude = """
        #nullable disable
        using System; using System.Collections.Generic; using System.IO; using System.Linq;
        using Microsoft.ML; using Microsoft.ML.Data; using Microsoft.ML.Transforms;
        public class Trip
        {
            [LoadColumn(0)] public string Vendor { get; set; }
            [LoadColumn(1)] public float Seconds { get; set; }
            [LoadColumn(2)] public float Miles { get; set; }
            [LoadColumn(3)] public float Fare { get; set; }
            [LoadColumn(4)] public bool Tipped { get; set; }
            [LoadColumn(5)] public string Payment { get; set; }
        }
        public class FarePrediction { public float Score { get; set; } }

        """;
}
