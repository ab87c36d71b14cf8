using Microsoft.ML;
using MlDsl.Compiler.MlNetSteps;
using MlDsl.Compiler.Planning;
using MlDsl.MlNet.Build.Rows;
using MlDsl.Testing;

namespace MlDsl.Reality.Saved;

/// <summary>A model file of ML.NET, with rows and what ML.NET itself makes of them.</summary>
/// <param name="Name">What the suite calls it.</param>
/// <param name="Path">The file.</param>
/// <param name="Schema">The schema that ML.NET reads from the file; null where it was saved without one.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Scored">The rows with the columns that the model makes; null where this machine's ML.NET does not load it.</param>
internal sealed record SavedModel(string Name, string Path, DataViewSchema? Schema, IDataView Rows, IDataView? Scored)
{
    // Of n-grams each row has thousands of columns.
    private const int RowCount = 10_000, WideRowCount = 500;

    /// <summary>The models that public projects committed, made by ML.NET 1.0 to 5.</summary>
    public static IEnumerable<SavedModel> Committed()
    {
        string folder = System.IO.Path.GetDirectoryName(TestData.Model("mlnet-scores.csv"))!;
        foreach (string file in new[] { "mlnet", "mlnet5" }.SelectMany(kind => Directory.GetFiles(System.IO.Path.Combine(folder, kind), "*.zip")).Order(StringComparer.Ordinal))
            yield return Of(file);
    }

    /// <summary>A pipeline, trained now and saved; null where ML.NET does not save it.</summary>
    public static SavedModel? Trained(Pipeline pipeline, string folder)
    {
        var context = new MLContext(seed: 1);
        IDataView trained = pipeline.Rows(context, false), rows = pipeline.Rows(context, true);
        string path = System.IO.Path.Combine(folder, pipeline.Name + ".zip");
        ITransformer model;
        try
        {
            model = pipeline.Estimator(context).Fit(trained);
            context.Model.Save(model, trained.Schema, path);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Console.WriteLine($"{pipeline.Name}: ML.NET does not train or save it here: {e.Message}");
            return null;
        }
        return new SavedModel(pipeline.Name, path, trained.Schema, rows, model.Transform(rows));
    }

    private static SavedModel Of(string file)
    {
        var context = new MLContext();
        string name = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file)) + "/" + System.IO.Path.GetFileNameWithoutExtension(file);
        MlNetModel read = Read(file)?.Model ?? new MlNetModel([], false, []);
        ITransformer? model = null;
        DataViewSchema? schema = null;
        try
        {
            model = context.Model.Load(file, out schema);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or System.Reflection.TargetInvocationException or FileNotFoundException)
        {
            // Time series want a package that is not there.
        }
        bool isWide = read.Steps.OfType<ColumnStep>().Any(static step => step.Columns.Any(static map => map.Operation is GramsOperation));
        IDataView rows = new GeneratedRows(schema ?? ViewColumns.Schema(read.Schema), Boundaries.Of(read), isWide ? WideRowCount : RowCount);
        return new SavedModel(name, file, schema, rows, model?.Transform(rows));
    }

    /// <summary>What our own reader makes of a file; null where it refuses it, which is said.</summary>
    public static MlNetModelFile? Read(string file)
    {
        try
        {
            return MlNetModelFile.Read(File.ReadAllBytes(file));
        }
        catch (InvalidDataException e)
        {
            Console.WriteLine($"{file}: {e.Message}");
            return null;
        }
    }
}
