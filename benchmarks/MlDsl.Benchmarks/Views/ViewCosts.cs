using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace MlDsl.Benchmarks.Views;

/// <summary>
/// What does a typed view cost beside what ML.NET loads of the same objects: a cursor over all columns, and a training of SDCA from rows to the model? Both take
/// turns; the ratios are medians of the turns' ratios. One thread reads, and its own time is what counts; a training takes threads of ML.NET's, and the process's time.
/// </summary>
internal static class ViewCosts
{
    private const int Rows = 1_000_000, Turns = 11, Trained = 100_000, Trainings = 7;

    /// <summary>Prints <c>ratio.view.cursor</c>, <c>bytes.view.cursor</c> and <c>ratio.view.sdca</c>.</summary>
    public static void Print()
    {
        ViewRow[] rows = ViewRow.Make(Rows);
        var context = new MLContext(1);
        IDataView own = rows.AsDataView(), loaded = context.Data.LoadFromEnumerable(rows);
        double byMlNet = ViewReading.Read(loaded), byView = ViewReading.Read(own);
        if (byMlNet != byView) throw new InvalidOperationException($"The views differ: {byMlNet} and {byView}");

        // The JIT's last tier comes in the background.
        for (int i = 0; i < 3; i++)
        {
            ViewReading.Read(loaded);
            ViewReading.Read(own);
            Thread.Sleep(150);
        }
        var (theirs, ours) = Turned(Turns, () => ViewReading.Read(loaded), () => ViewReading.Read(own));
        Print("cursor", theirs, ours, Rows);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ViewReading.Read(own);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes.view.cursor={(GC.GetAllocatedBytesForCurrentThread() - before) / (double)Rows:F3}"));

        ViewRow[] trained = rows[..Trained];
        IDataView trainOwn = trained.AsDataView(), trainLoaded = context.Data.LoadFromEnumerable(trained);
        (theirs, ours) = Turned(Trainings, () => Train(trainLoaded), () => Train(trainOwn), isWholeProcess: true);
        Print("sdca", theirs, ours, Trained);
    }

    private static void Print(string name, double[] theirs, double[] ours, int rows)
    {
        double ratio = Median([.. theirs.Zip(ours, static (peer, own) => peer / own)]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio.view.{name}={ratio:F2}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ns_row.view.{name}={Median(theirs) * 1000 / rows:F1}/{Median(ours) * 1000 / rows:F1}"));
    }

    private static (double[] Theirs, double[] Ours) Turned(int turns, Action theirs, Action ours, bool isWholeProcess = false)
    {
        theirs();
        ours();
        var (peer, own) = (new double[turns], new double[turns]);
        for (int i = 0; i < turns; i++)
        {
            peer[i] = Ratios.Once(theirs, isWholeProcess);
            own[i] = Ratios.Once(ours, isWholeProcess);
        }
        return (peer, own);
    }

    /// <summary>From rows to a model: the columns of numbers and categories become a vector, and SDCA learns from it.</summary>
    private static void Train(IDataView rows)
    {
        var context = new MLContext(1);
        var options = new SdcaRegressionTrainer.Options { LabelColumnName = nameof(ViewRow.Label), MaximumNumberOfIterations = 5, NumberOfThreads = 1 };
        context.Transforms.Categorical.OneHotEncoding([new(nameof(ViewRow.Vendor)), new(nameof(ViewRow.Payment))])
            .Append(context.Transforms.Concatenate(
                "Features", nameof(ViewRow.F0), nameof(ViewRow.F1), nameof(ViewRow.F2), nameof(ViewRow.F3), nameof(ViewRow.F4), nameof(ViewRow.F5), nameof(ViewRow.Vector), nameof(ViewRow.Vendor), nameof(ViewRow.Payment)))
            .Append(context.Regression.Trainers.Sdca(options))
            .Fit(rows);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
