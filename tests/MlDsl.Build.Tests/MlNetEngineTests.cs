using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Analyzers.Rules;
using MlDsl.Compiler.Output;
using MlDsl.Compiler.Planning;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

/// <summary>
/// ML.NET 5.0.1 refuses the classes that MLD2085 reports, and takes all others: models that are trained here, classes with every kind of mistake, and both
/// asked.
/// </summary>
public sealed class MlNetEngineTests
{
    public sealed class Row
    {
        public string Vendor { get; set; } = "";

        [VectorType(3)]
        public float[] Sizes { get; set; } = [1, 2, 3];

        public float Miles { get; set; }

        public bool Tipped { get; set; }

        public float Fare { get; set; }

        public string Kind { get; set; } = "";
    }

    private const string In = "public string Vendor { get; set; } = \"\"; [VectorType(3)] public float[] Sizes { get; set; } = new float[3]; public float Miles { get; set; } public bool Tipped { get; set; } public string Kind { get; set; } = \"\";";

    private static readonly Dictionary<string, (string Manifest, string Folder)> Trained = new(StringComparer.Ordinal);

    public static TheoryData<string, string, string, string> Changes { get; } = Made();

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task ReportsWhatMlNetRefuses(string model, string right, string wrong, string output)
    {
        var (manifest, folder) = Model(model);
        string source = $$"""
            using Microsoft.ML;
            using Microsoft.ML.Data;
            public class In { {{(right.Length == 0 ? In : In.Replace(right, wrong, StringComparison.Ordinal))}} }
            public class Out { {{output}} }
            public static class Scorer
            {
                public static void Run(string folder)
                {
                    var ml = new MLContext();
                    ITransformer model = ml.Model.Load(System.IO.Path.Combine(folder, "m.zip"), out _);
                    ml.Model.CreatePredictionEngine<In, Out>(model).Predict(new In());
                }
            }
            """;
        Compilation compilation = CSharp.Compile(source);
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success, string.Join("\n", compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error)));
        Exception? refused = null;
        try
        {
            Assembly.Load(image.ToArray()).GetType("Scorer")!.GetMethod("Run")!.Invoke(null, [folder]);
        }
        catch (TargetInvocationException e)
        {
            refused = e.InnerException;
        }
        var found = await RuleTest.Diagnostics(compilation, [new TextFile("obj/m.zip.manifest", manifest)], new PredictionEngineMismatch());
        string said = string.Join("\n", found.Select(static d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        // A normalizer does not look at the length, and what comes of it are numbers of other rows.
        bool isTaken = model == "scaled" && wrong == "[VectorType(2)] ";
        Assert.True((refused is not null || isTaken) == found.Length > 0, $"ML.NET: {refused?.Message ?? "takes them"}\nMLD2085: {said}");
    }

    private static TheoryData<string, string, string, string> Made()
    {
        var data = new TheoryData<string, string, string, string>();
        const string score = "public float Score { get; set; }", several = "public float[] Score { get; set; } = new float[0]; public string PredictedLabel { get; set; } = \"\";";
        foreach (string model in new[] { "number", "kinds", "scaled", "converted", "dropped", "kept" })
        {
            string output = model == "kinds" ? several : score;
            data.Add(model, "", "", output);
            data.Add(model, "public string Vendor { get; set; } = \"\";", "", output);
            data.Add(model, "public string Kind { get; set; } = \"\";", "", output);
            data.Add(model, "public bool Tipped { get; set; }", "", output);
            data.Add(model, "[VectorType(3)] ", "", output);
            data.Add(model, "[VectorType(3)] ", "[VectorType(2)] ", output);
            data.Add(model, "public float[] Sizes { get; set; } = new float[3]", "public double[] Sizes { get; set; } = new double[3]", output);
            data.Add(model, "[VectorType(3)] public float[] Sizes { get; set; } = new float[3];", "public float Sizes { get; set; }", output);
            data.Add(model, "public float Miles", "public double Miles", output);
            data.Add(model, "public float Miles", "public int Miles", output);
            data.Add(model, "public bool Tipped", "public float Tipped", output);
            data.Add(model, "public string Vendor { get; set; } = \"\";", "public int Vendor { get; set; }", output);
            data.Add(model, "public float Miles", "public long More { get; set; } public float Miles", output);
            data.Add(model, "", "", "public double Score { get; set; }");
            data.Add(model, "", "", model == "kinds" ? score : several);
            data.Add(model, "", "", model == "kinds" ? "public uint PredictedLabel { get; set; }" : "public float[] Score { get; set; } = new float[0];");
        }
        return data;
    }

    private static (string Manifest, string Folder) Model(string name)
    {
        lock (Trained)
        {
            if (Trained.TryGetValue(name, out var known)) return known;
            var ml = new MLContext(seed: 1);
            var random = new Random(1);
            Row[] rows = [.. Enumerable.Range(0, 200).Select(i => new Row { Vendor = i % 3 == 0 ? "a" : "b", Sizes = [i, i % 7, random.Next(9)], Miles = random.NextSingle(), Tipped = i % 2 == 0, Fare = i % 7, Kind = i % 3 == 0 ? "x" : "y" })];
            IDataView view = ml.Data.LoadFromEnumerable(rows);
            IEstimator<ITransformer> features = ml.Transforms.Categorical.OneHotEncoding("VendorHot", "Vendor").Append(ml.Transforms.Concatenate("Features", "VendorHot", "Sizes", "Miles"));
            IEstimator<ITransformer> pipeline = name switch
            {
                "number" => features.Append(ml.Regression.Trainers.Sdca("Fare")),
                "kinds" => ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Append(features).Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy()).Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")),
                "scaled" => ml.Transforms.NormalizeMinMax("Sizes").Append(ml.Transforms.NormalizeMeanVariance("Miles")).Append(ml.Transforms.Concatenate("Features", "Sizes", "Miles")).Append(ml.Regression.Trainers.LbfgsPoissonRegression("Fare")),
                "dropped" => ml.Transforms.DropColumns("Kind").Append(ml.Transforms.Concatenate("Features", "Sizes", "Miles")).Append(ml.Regression.Trainers.LbfgsPoissonRegression("Fare")),
                "kept" => ml.Transforms.SelectColumns("Sizes", "Miles", "Tipped").Append(ml.Transforms.Concatenate("Features", "Sizes", "Miles")).Append(ml.Regression.Trainers.LbfgsPoissonRegression("Miles")),
                _ => ml.Transforms.Conversion.ConvertType("TippedNumber", "Tipped").Append(ml.Transforms.Conversion.ConvertType("MilesNumber", "Miles")).Append(ml.Transforms.Concatenate("Features", "TippedNumber", "MilesNumber")).Append(ml.Regression.Trainers.LbfgsPoissonRegression("Fare")),
            };
            string folder = Directory.CreateTempSubdirectory("mldsl-engine").FullName, file = Path.Combine(folder, "m.zip");
            ml.Model.Save(pipeline.Fit(view), view.Schema, file);
            byte[] bytes = File.ReadAllBytes(file);
            return Trained[name] = (MlNetManifest.Write("Models/m.zip", "00", bytes.Length, MlNetModelFile.Read(bytes)), folder);
        }
    }
}
