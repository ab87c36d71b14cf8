using System.Text.Json;

namespace MlDsl.Tool.Tests;

/// <summary>A folder of code, written for one test, and the tool run on it.</summary>
internal sealed class CodeFolder : IDisposable
{
    /// <summary>A method that evaluates on the rows it was fitted on; the place of the finding is its last statement.</summary>
    public const string Leak = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        public class Trip { [LoadColumn(0)] public float Miles { get; set; } [LoadColumn(1)] public float Fare { get; set; } }

        public static class Scoring
        {
            public static RegressionMetrics Score(MLContext ml, string path)
            {
                var rows = ml.Data.LoadFromTextFile<Trip>(path);
                var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(rows);
                return ml.Regression.Evaluate(model.Transform(rows), "Fare");
            }
        }

        """;

    public string Path { get; } = Directory.CreateTempSubdirectory("mldsl-tool").FullName;

    public static CodeFolder With(string source)
    {
        var folder = new CodeFolder();
        folder.Write("Score.cs", source);
        return folder;
    }

    public string Write(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Runs <c>mldsl analyze</c> on the folder.</summary>
    public Task<Answer> Analyze(params string[] options) => Run(["analyze", Path, .. options]);

    public static async Task<Answer> Run(params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = await ToolCommand.RunAsync(args, output, error);
        return new Answer(code, output.ToString(), error.ToString());
    }

    /// <summary>The results of a SARIF file.</summary>
    public JsonElement[] Results(string name)
    {
        using var log = JsonDocument.Parse(File.ReadAllBytes(this[name]));
        return [.. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(static r => r.Clone())];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>What the tool answered.</summary>
internal sealed record Answer(int Code, string Output, string Error);
