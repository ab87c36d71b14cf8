using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using MlDsl.Compiler.MlNetSteps;
using MlDsl.Compiler.Planning;
using MlDsl.Kernels;
using MlDsl.MlNet.Build.Comparison;
using MlDsl.MlNet.Build.Rows;

namespace MlDsl.MlNet.Build;

/// <summary>Runs a model file through ML.NET and through its compiled plan on generated rows.</summary>
internal static class Verification
{
    // Of a wide row, fewer: columns of texts become thousands of n-grams.
    private const int LeastRows = 400, MostRows = 8_000, WideRows = 400, MostCells = 4_000_000;

    /// <summary>The verdict in one line: <c>equal</c> and the rows, <c>differs</c> and where, or <c>skipped</c> and why.</summary>
    /// <param name="file">The content of the file.</param>
    public static string Of(byte[] file)
    {
        try
        {
            if (NamedAssemblies.Refusal(file, []) is { } refusal) return $"skipped the file is not given to ML.NET: {refusal}";
            MlNetModelFile model = MlNetModelFile.Read(file);
            return Compare(file, model);
        }
        catch (InvalidDataException e)
        {
            return $"skipped {e.Message}";
        }
    }

    /// <summary>The same for a file and what was read of it.</summary>
    /// <param name="file">The file, for ML.NET.</param>
    /// <param name="model">What our own reader makes of it.</param>
    public static string Compare(byte[] file, MlNetModelFile model)
    {
        if (model.Graph is not { } graph) return $"skipped {model.Reason}";
        Plan plan = model.Plan();
        if (plan.Obstacles.Count > 0) return $"skipped {plan.Obstacles[0]}";
        IDataView scored;
        IDataView rows;
        int count;
        try
        {
            using var stream = new MemoryStream(file, writable: false);
            ITransformer own = new MLContext().Model.Load(stream, out DataViewSchema? schema);
            Boundaries boundaries = Boundaries.Of(model.Model);
            int widest = Math.Max(1, graph.Inputs.Concat(graph.Outputs).Max(static column => column.Type.Items));
            count = model.Model.Steps.OfType<ColumnStep>().Any(static step => step.Columns.Any(static map => map.Operation is GramsOperation))
                ? WideRows : GeneratedRows.Needed(boundaries, LeastRows, Math.Clamp(MostCells / widest, LeastRows, MostRows));
            rows = new GeneratedRows(schema ?? ViewColumns.Schema(model.Model.Schema), boundaries, count);
            scored = own.Transform(rows);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            while (e is TargetInvocationException { InnerException: { } inner }) e = inner;
            return $"skipped ML.NET does not run it: {e.Message.ReplaceLineEndings(" ")}";
        }
        Tensor[] given = [.. graph.Inputs.Select(input => ViewColumns.Read(rows, input.Name, count))];
        Bounds bounds = Bounds.Of(plan, given);
        for (int i = 0; i < graph.Outputs.Count; i++)
        {
            string column = graph.Outputs[i].Name;
            Tensor expected = ViewColumns.Read(scored, column, count);
            if (Difference.Of(column, expected, bounds.Value(i), bounds.Output(i)) is { } difference) return $"differs {difference}";
        }
        return string.Create(CultureInfo.InvariantCulture, $"equal {count}");
    }
}
