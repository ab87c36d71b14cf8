using System.Diagnostics;
using System.Globalization;
using MlDsl;
using MlDsl.Benchmarks.Training;
using MlDsl.Benchmarks.Training.Csv;
using MlDsl.LightGbm.Tests;
using MlDsl.Training;

// What does a training cost beside the library called directly, from rows in memory on both sides? Both take turns on as many threads, so that a
// busy neighbour strikes both alike; the ratio is the median of the turns' ratios. Arguments: the folder of the data, the turns, the threads;
// With reference before the folder the peer is the same training without a reference of its rows. Or widetext, for linear training on wide text beside ML.NET's; memory, for what rows take that nobody holds; forests, for the bytes of what trainers made; observe, for what a service pays to count a row; recommend, for the best of a million items; or ratios csv, for files of separated values beside other readers.
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
bool isOfReference = args is ["reference", ..];
if (isOfReference) args = args[1..];
if (args is not [var folder, ..] || !File.Exists(Path.Combine(folder, "taxi-fare-train.csv")) || !File.Exists(Path.Combine(folder, "adult.csv")))
{
    Console.Error.WriteLine("usage: MlDsl.Benchmarks.Training widetext | observe | memory [ROWS [direct]] | forests FOLDER | ratios csv FOLDER [TURNS [OTHER-MlDsl.dll]] | [reference] FOLDER [TURNS [THREADS]], where FOLDER holds taxi-fare-train.csv and adult.csv");
    return 2;
}
int turns = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 11, threads = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
var control = new TrainingControl { Threads = threads };
string common = FormattableString.Invariant($"num_threads={threads} deterministic=true force_row_wise=true verbosity=-1");

Ride[] rides = [.. Dataset<Ride>.FromCsv(Path.Combine(folder, "taxi-fare-train.csv")).SplitRandom(0, 0, seed: 1).Train.Rows];
TrainSet<Ride> trips = Dataset<Ride>.FromRows(rides).SplitRandom(0, 0, seed: 1).Train;
TrainingControl bare = control with { Reference = false };
Pair("taxi", isOfReference ? () => RideModel.Fit(trips, control: bare) : () => DirectTraining.Run(DenseMatrix.Of(rides), 200, $"objective=regression categorical_feature=0,1,5 {common}"), () => RideModel.Fit(trips, control: control));

var csv = new CsvOptions { Trim = true, Missing = ["", "?"] };
Adult[] persons = [.. Dataset<Adult>.FromCsv(Path.Combine(folder, "adult.csv"), csv).SplitRandom(0, 0, seed: 1).Train.Rows];
TrainSet<Adult> census = Dataset<Adult>.FromRows(persons).SplitRandom(0, 0, seed: 1).Train;
Pair("adult", isOfReference ? () => AdultModel.Fit(census, control: bare) : () => DirectTraining.Run(DenseMatrix.Of(persons), 200, $"objective=binary learning_rate=0.06 min_data_in_leaf=5 seed=7 categorical_feature=1,3,5,6,7,8,9,13 {common}"), () => AdultModel.Fit(census, control: control));
return 0;

void Pair(string name, Action peer, Action own)
{
    string peerName = isOfReference ? "without_reference" : "lightgbm";
    peer();
    own();
    List<double> ratios = [], ofProcessor = [], peers = [], owns = [];
    for (int turn = 0; turn < turns; turn++)
    {
        var (theirs, theirProcessor) = Seconds(peer);
        var (ours, ourProcessor) = Seconds(own);
        ratios.Add(ours / theirs);
        ofProcessor.Add(ourProcessor / theirProcessor);
        peers.Add(theirs);
        owns.Add(ours);
    }
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio.train.{peerName}.{name}={Median(ratios):F3} of_processor_time={Median(ofProcessor):F3}"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"time_s.train.{peerName}.{name}={Median(peers):F3}/{Median(owns):F3} least={peers.Min():F3}/{owns.Min():F3} threads={threads} turns={turns}"));
}

static (double Clock, double Processor) Seconds(Action work)
{
    TimeSpan before = Environment.CpuUsage.TotalTime;
    long start = Stopwatch.GetTimestamp();
    work();
    return (Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
