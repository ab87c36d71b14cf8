using Microsoft.ML;
using MlDsl.Onnx.Suite;

namespace MlDsl.Reality;

/// <summary>A trained pipeline as an ONNX file, with rows to score and what ML.NET itself makes of them.</summary>
/// <param name="Name">The pipeline.</param>
/// <param name="Path">The file.</param>
/// <param name="Input">The rows' values of an input of the graph; null for one that the rows do not have.</param>
/// <param name="Score">ML.NET's own values of an output; null where it has none.</param>
internal sealed record Export(string Name, string Path, Func<string, Value?> Input, Func<string, Value?> Score)
{
    // What ML.NET's converter appends to a column's name.
    private const string Suffix = ".output";

    /// <summary>Trains and exports; <paramref name="problem"/> says why ML.NET does not, or that ONNX Runtime does not load what it wrote.</summary>
    public static Export? Of(Pipeline pipeline, string folder, out string problem)
    {
        problem = "";
        var context = new MLContext(seed: 1);
        IDataView trained = pipeline.Rows(context, false), rows = pipeline.Rows(context, true);
        string path = System.IO.Path.Combine(folder, pipeline.Name + ".onnx");
        try
        {
            ITransformer model = pipeline.Estimator(context).Fit(trained);
            using (FileStream stream = File.Create(path)) context.Model.ConvertToOnnx(model, trained, stream);
            using var session = new RawSession(path);
            return Of(pipeline.Name, path, rows, model.Transform(rows));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            problem = $"{e.GetType().Name}: {e.Message}";
            return null;
        }
    }

    /// <summary>A file that was exported before, with the model it was exported from.</summary>
    public static Export Of(string name, string path, IDataView rows, IDataView scored) => new(
        name, path, input => Columns.Read(rows, input), output => Columns.Read(scored, output.EndsWith(Suffix, StringComparison.Ordinal) ? output[..^Suffix.Length] : output));
}
