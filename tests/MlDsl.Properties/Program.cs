using System.Diagnostics;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;
using MlDsl.Properties;
using MlDsl.Properties.Schemas;

const int SchemasOfAnAssembly = 25;

if (Arguments.Of(args) is not { } asked)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

// A zone whose clocks change; on Unix .NET reads it from TZ.
Environment.SetEnvironmentVariable("TZ", "Europe/Vienna");
TimeZoneInfo.ClearCachedData();
_ = OnnxRuntimeLibrary.Providers;
var clock = Stopwatch.StartNew();
string folder = Directory.CreateTempSubdirectory("mldsl-properties-").FullName;
List<Examination> all = [];
List<string> standard = [];
try
{
    MadeSchema[] schemas = [.. Enumerable.Range(asked.First, asked.Schemas).Select(i => new MadeSchema(asked.Seed, i))];
    if (asked.Show) foreach (MadeSchema schema in schemas) Console.WriteLine(SchemaSource.Write(schema));
    foreach (MadeSchema[] part in schemas.Chunk(SchemasOfAnAssembly))
    {
        List<Bridge> bridges = MadeAssembly.Compile(part);
        double compiled = clock.Elapsed.TotalSeconds;
        Examination[] examined = [.. part.Zip(bridges, static (schema, bridge) => new Examination(schema, bridge))];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(examined, options, examination => examination.Run(folder, asked.Rows));
        double run = clock.Elapsed.TotalSeconds;
        foreach (string line in examined.SelectMany(static e => e.Untold())) Console.WriteLine(line);
        Examination[] exported = [.. examined.Where(static e => e.Path is not null)];
        string[] sources = [.. exported.AsParallel().AsOrdered().Select(static e => e.ExportSource()).OfType<string>()];
        double planned = clock.Elapsed.TotalSeconds;
        List<GeneratedModel> models = Generation.Run([.. exported.Select(static e => e.Model)], folder, isCompiled: true, MadeAssembly.Beside(sources));
        double made = clock.Elapsed.TotalSeconds;
        Parallel.For(0, exported.Length, options, i => exported[i].RunCompiled(models[i]));
        all.AddRange(examined);
        foreach (string line in examined.SelectMany(static e => e.Untold())) Console.WriteLine(line);
        Console.WriteLine(FormattableString.Invariant($"schemas {part[0].Index} to {part[^1].Index}: schemas compiled {compiled:0} s, run {run:0} s, exports planned {planned:0} s, compiled {made:0} s, run {clock.Elapsed.TotalSeconds:0} s"));
        foreach (Examination examination in examined) examination.Forget();
    }
    foreach (var reason in all.Where(static e => e.NotExported is not null).GroupBy(static e => Reason(e.NotExported!))) Console.WriteLine($"not exported: {reason.Count()}: {reason.Key}");
    foreach (var reason in all.Where(static e => e.NotCompiled is not null).GroupBy(static e => Reason(e.NotCompiled!))) Console.WriteLine($"not compiled: {reason.Count()}: {reason.Key}");
    string[] files = [.. all.Where(static e => e.IsStandard && e.Path is not null).Select(static e => e.Path!)];
    string? checkedFiles = OnnxChecker.Problem(files);
    if (checkedFiles is not null) Console.WriteLine($"ONNX's checker: {checkedFiles}");
    int isExported = all.Count(static e => e.Path is not null), isInterpreted = all.Count(static e => e.IsInterpretedEqual), isOnnx = all.Count(static e => e.IsOnnxEqual), isCompiled = all.Count(static e => e.IsCompiledEqual);
    Console.WriteLine($"rows: taken={all.Sum(static e => (long)e.Taken)} refused={all.Sum(static e => (long)e.Refused)} told_in_mlnet={all.Sum(static e => (long)e.Told)}");
    Console.WriteLine(
        $"properties: schemas={all.Count} rows={asked.Rows} fitted={all.Count(static e => e.IsFitted)} exported={isExported} interpreted_equal={isInterpreted} mlnet_equal={all.Count(static e => e.IsMlNetEqual)} onnx_equal={isOnnx} "
        + $"compiled_equal={isCompiled} not_compiled={all.Count(static e => e.NotCompiled is not null)} checked={(checkedFiles is null ? files.Length : 0)}");
    return all.All(static e => e.Lines.Count == 0) && checkedFiles is null ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// Without the names of this file's columns.
static string Reason(string problem) => System.Text.RegularExpressions.Regex.Replace(problem, "'[^']*'", "'…'");
