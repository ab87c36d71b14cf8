using System.Globalization;
using MlDsl.Benchmarks.Training;
using MlDsl.Benchmarks.Training.Csv;

// Questions about training, each asked by a word. With a folder alone: what does a training cost beside the library called directly? With reference before
// the folder, beside the same training without a reference of its rows. Or widetext, for linear training on wide text beside ML.NET's; memory, for what rows take that nobody
// holds; forests, for the bytes of what trainers made; observe, for what a service pays to count a row; recommend, for the best of a million items; or ratios csv, for files
// of separated values beside other readers.
if (args is ["widetext"])
{
    WideText.Print();
    return 0;
}
if (args is ["recommend"])
{
    RecommendedItems.Print();
    return 0;
}
if (args is ["observe"])
{
    ObservedRows.Print();
    ObservedKinds.Print(threads: 1);
    ObservedKinds.Print(Environment.ProcessorCount);
    return 0;
}
if (args is ["memory", ..])
{
    int count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000_000;
    if (args is [.., "direct"]) StreamedRows.PrintDirect(count);
    else StreamedRows.Print(count);
    return 0;
}
if (args is ["forests", var tables] && File.Exists(Path.Combine(tables, "taxi-fare-train.csv")) && File.Exists(Path.Combine(tables, "adult.csv")))
{
    TrainedForests.Print(tables);
    return 0;
}
if (args is ["csv-turns", var files])
{
    CsvTurns.Serve(files);
    return 0;
}
if (args is ["ratios", "csv", var data, ..] && File.Exists(Path.Combine(data, "taxi-fare-train.csv")))
{
    bool isReached = CsvRatios.Print(data, args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 11, args.Length > 4 ? args[4] : null);
    // Figures want a machine that does nothing else: below the goals they are failures only where that is asked for.
    return isReached || Environment.GetEnvironmentVariable("MLDSL_CSV_GATE") is null ? 0 : 1;
}
if (args is ["reference", var reference, ..] && TrainingRatios.HasTables(reference)) return TrainingRatios.Print(args[1..], isOfReference: true);
if (args is [var folder, ..] && TrainingRatios.HasTables(folder)) return TrainingRatios.Print(args, isOfReference: false);
Console.Error.WriteLine("usage: MlDsl.Benchmarks.Training widetext | observe | recommend | memory [ROWS [direct]] | forests FOLDER | ratios csv FOLDER [TURNS [OTHER-MlDsl.dll]] | [reference] FOLDER [TURNS [THREADS [WARM]]], where FOLDER holds taxi-fare-train.csv and adult.csv");
return 2;
