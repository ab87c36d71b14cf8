using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Compiler.MlNetFiles;
using MlDsl.Compiler.MlNetGraphs;
using MlDsl.Compiler.Planning;
using MlDsl.MlNet.Build.Comparison;
using MlDsl.Onnx.Suite;
using Interpreted = MlDsl.MlNet.Build.Comparison.Difference;

namespace MlDsl.Reality.Saved;

/// <summary>Model files of ML.NET, described and compiled by our own reader and compared with ML.NET: schemas, and the columns of every row.</summary>
internal static class SavedSuite
{
    /// <summary>Runs all, or of the trained ones every nth where <c>MLDSL_SAMPLE</c> is n, and says what differs.</summary>
    /// <param name="folder">Where models are saved.</param>
    /// <param name="part">Only models whose name has this in it.</param>
    /// <returns>0 where nothing does.</returns>
    public static int Run(string folder, string part)
    {
        var clock = Stopwatch.StartNew();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        int every = int.TryParse(Environment.GetEnvironmentVariable("MLDSL_SAMPLE"), out int sample) ? Math.Max(1, sample) : 1;
        Pipeline[] pipelines = [.. Pipeline.All.Concat(Pipelines.Drawn.All).Where((pipeline, i) => i % every == 0 && Is(pipeline.Name))];
        var trained = new SavedModel?[pipelines.Length];
        Parallel.For(0, trained.Length, options, i => trained[i] = SavedModel.Trained(pipelines[i], folder));
        List<SavedModel> models = [.. Committed().Where(model => Is(model.Name)), .. trained.OfType<SavedModel>()];
        Console.WriteLine($"trained and saved: {clock.Elapsed.TotalSeconds:0} s");

        MlNetModelFile?[] read = [.. models.Select(static model => SavedModel.Read(model.Path))];
        List<GeneratedModel> generated = Generation.Run([.. models.Select(static model => new OfficialModel(model.Name.Replace('/', '-'), model.Path, []))], folder, isCompiled: true);
        Console.WriteLine($"generator and compiler: {clock.Elapsed.TotalSeconds:0} s");
        int described = 0, expected = 0, compiled = 0, equal = 0;
        long rows = 0;
        for (int i = 0; i < models.Count; i++)
        {
            if (read[i] is not { } file) continue;
            if (Schemas(models[i], file) is { } difference) Say(models[i], difference);
            else described++;
            if (file.Graph is not null && models[i].Scored is not null) expected++;
            if (generated[i].Driver is null || file.Graph is null || models[i].Scored is null)
            {
                Say(models[i], file.Graph is null ? $"not compiled: {file.Reason}" : models[i].Scored is null ? "ML.NET does not load it" : $"no adapter: {generated[i].Problem}");
                continue;
            }
            compiled++;
            var (count, wrong) = Compare(models[i], file, generated[i]);
            rows += count;
            if (wrong is null) equal++;
            else Say(models[i], wrong);
        }
        Console.WriteLine($"all compared: {clock.Elapsed.TotalSeconds:0} s");
        var (mutations, wrongs) = Damage.Of(models, part.Length > 0 ? 1_000 : every);
        foreach (string problem in wrongs.Take(10)) Console.WriteLine(problem);
        int saved = trained.Count(static model => model is not null);
        Console.WriteLine(FormattableString.Invariant($"mlnet: files={models.Count} described={described} compiled={compiled} rows={rows} equal={equal} pipelines={saved} mutations={mutations}"));

        // Some of what is drawn ML.NET does not train, such as rows that a normalizer makes no numbers of; most it does.
        bool isTrained = part.Length > 0 || saved >= pipelines.Length * 3 / 4;
        return described == models.Count && equal == expected && compiled >= models.Count / 2 && isTrained && wrongs.Count == 0 ? 0 : 1;

        bool Is(string name) => name.Contains(part, StringComparison.Ordinal);
    }

    private static IEnumerable<SavedModel> Committed()
    {
        try
        {
            return [.. SavedModel.Committed()];
        }
        catch (FileNotFoundException e) when (Environment.GetEnvironmentVariable("CI") is null or "")
        {
            Console.WriteLine($"mlnet: skipped=committed-models: {e.Message}");
            return [];
        }
    }

    private static (long Rows, string? Wrong) Compare(SavedModel model, MlNetModelFile read, GeneratedModel generated)
    {
        MlNetGraph graph = read.Graph!;
        Value[] given = [.. graph.Inputs.Select(input => Columns.Read(model.Rows, input.Name)!)];
        long count = given.Length > 0 ? given[0].Shape[0] : 0;
        try
        {
            using Driver driver = generated.Driver!();
            driver.Load(model.Path);
            IReadOnlyList<Value> found = driver.Run(given);
            Bounds bounds = Bounds.Of(read.Plan(), [.. given.Select(Tensors.Of)]);
            for (int i = 0; i < graph.Outputs.Count; i++)
            {
                if (Columns.Read(model.Scored!, graph.Outputs[i].Name) is not { } own) return (count, $"ML.NET makes no column '{graph.Outputs[i].Name}'");
                if (Difference.Of(own, found[i], bounds.Output(i)) is { } difference) return (count, $"{graph.Outputs[i].Name}: {difference}");

                // What a build compares with ML.NET are the plan's operators: the generated code gives their bits.
                if (Interpreted.Of(graph.Outputs[i].Name, bounds.Value(i), Tensors.Of(found[i]), null) is { } other) return (count, $"generated code and the plan's operators: {other}");
            }
            return (count, null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (count, $"{e.GetType().Name}: {e.Message}");
        }
    }

    // Names, types, keys and slots of what the file takes, and types of what it makes.
    private static string? Schemas(SavedModel model, MlNetModelFile read)
    {
        if (model.Schema is { } schema)
        {
            if (schema.Count != read.Model.Schema.Count) return $"{read.Model.Schema.Count} columns instead of {schema.Count}";
            for (int i = 0; i < schema.Count; i++)
            {
                DataViewColumn column = read.Model.Schema[i];
                if (column.Name != schema[i].Name || column.Type?.ToString() != schema[i].Type.ToString()) return $"'{column.Name}' of {column.Type} instead of '{schema[i].Name}' of {schema[i].Type}";
                if (Texts(schema[i], "SlotNames") is { } slots && !slots.SequenceEqual(column.SlotNames ?? [])) return $"the slots of '{column.Name}' have other names";
                if (Texts(schema[i], "KeyValues") is { } keys && !keys.SequenceEqual(column.KeyValues as string[] ?? [])) return $"the keys of '{column.Name}' have other values";
            }
        }
        foreach (ContractColumn output in read.Graph?.Outputs ?? [])
            if (model.Scored?.Schema.GetColumnOrNull(output.Name)?.Type is { } type && Flat(type) is { } own && own != output.Type.ToString()) return $"'{output.Name}' of {output.Type} instead of {type}";
        return null;
    }

    // Vectors of several dimensions are rows of items here; of some ML.NET does not say how long they are, and the values show it.
    private static string? Flat(DataViewType type) =>
        type is not VectorDataViewType vector ? type.ToString() : vector.Size == 0 ? null : new VectorDataViewType(vector.ItemType, vector.Size).ToString();

    private static string[]? Texts(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind)?.Type is not VectorDataViewType { ItemType: TextDataViewType }) return null;
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(static text => text.ToString())];
    }

    private static void Say(SavedModel model, string what) => Console.WriteLine($"{model.Name}: {what.ReplaceLineEndings(" ")}");
}
