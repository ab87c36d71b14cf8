using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlDsl.Columns;
using MlDsl.Training;

namespace MlDsl.Benchmarks.Training;

/// <summary>
/// Linear training on wide text beside ML.NET's <c>SdcaMaximumEntropy</c>, on one thread each and on the same encoded rows: the processor's seconds of
/// the whole process, what is allocated, and what rows that neither saw say. Runs in turns; the ratio is the median of the turns' ratios.
/// </summary>
internal static class WideText
{
    private const int Rows = 1292, Others = 2000, Turns = 3;

    public static void Print()
    {
        Split<Ticket> split = Dataset<Ticket>.FromRows(Ticket.Make(Rows + Others, 1)).SplitRandom(validation: Others / (double)(Rows + Others), test: 0, seed: 1);
        // A model of one iteration knows the columns as any other does.
        TicketModel encoder = TicketModel.Fit(split.Train, new LogisticRegressionOptions { MaxIterations = 1 });
        string[] teams = [.. split.Train.Rows.Select(static row => row.Team).Distinct().Order(StringComparer.Ordinal)];
        Encoded[] train = [.. split.Train.Rows.Select(row => Encoded.Of(encoder, row, teams))], others = [.. split.Validation.Rows.Select(row => Encoded.Of(encoder, row, teams))];
        int entries = train.Sum(static row => row.Positions.Length), used = train.SelectMany(static row => row.Positions).Distinct().Count();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"widetext: rows={train.Length} classes={teams.Length} positions={encoder.Plan.Width} used={used} entries={entries}"));

        List<double> ratios = [];
        for (int turn = 0; turn < Turns; turn++)
        {
            var (peer, peerSeconds, peerBytes) = Measured(() => ByMlNet(train, encoder.Plan.Width, teams.Length));
            var (own, ownSeconds, ownBytes) = Measured(() => Own(train, encoder.Plan.Width, teams.Length));
            ratios.Add(ownSeconds / peerSeconds);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"time_s.train.widetext.mlnet={peerSeconds:F2}/{ownSeconds:F2} mb={peerBytes / 1e6:F0}/{ownBytes / 1e6:F0} accuracy={peer(others):F3}/{own(others):F3}"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio.train.widetext.mlnet={ratios.Order().ElementAt(Turns / 2):F2}"));
    }

    private static (Func<Encoded[], double> Accuracy, double Seconds, long Bytes) Measured(Func<Func<Encoded[], double>> train)
    {
        GC.Collect();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        Func<Encoded[], double> accuracy = train();
        return (accuracy, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    private static Func<Encoded[], double> Own(Encoded[] rows, int width, int classes)
    {
        TrainedPredictor trained = new LogisticRegressionOptions().Train(
            new TrainingProblem { Rows = Encoded.Design(rows, width), Target = TargetKind.Classes, Classes = classes }, new TrainingControl { Threads = 1 });
        Console.WriteLine($"  {trained.Log}");
        return others =>
        {
            var scores = new float[classes];
            return others.Average(row =>
            {
                trained.Predictor.Score(new SparseRows([0, row.Positions.Length], row.Positions, row.Values), scores);
                return scores.AsSpan().IndexOf(scores.Max()) == row.Label ? 1.0 : 0;
            });
        };
    }

    private static Func<Encoded[], double> ByMlNet(Encoded[] rows, int width, int classes)
    {
        var context = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(SparseRow));
        schema[nameof(SparseRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        schema[nameof(SparseRow.Label)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        IDataView View(Encoded[] encoded) => context.Data.LoadFromEnumerable(
            encoded.Select(row => new SparseRow { Features = new VBuffer<float>(width, row.Positions.Length, row.Values, row.Positions), Label = (uint)row.Label + 1 }), schema);
        // The penalties of LogisticRegressionOptions.
        var options = new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1, L1Regularization = 0, L2Regularization = (float)new LogisticRegressionOptions().L2 };
        var model = context.MulticlassClassification.Trainers.SdcaMaximumEntropy(options).Fit(View(rows));
        return others => context.MulticlassClassification.Evaluate(model.Transform(View(others))).MicroAccuracy;
    }

    private sealed class SparseRow
    {
        public VBuffer<float> Features { get; set; }

        public uint Label { get; set; }
    }

    /// <summary>A row behind its encoding.</summary>
    private sealed record Encoded(int[] Positions, float[] Values, int Label)
    {
        public static Encoded Of(TicketModel model, Ticket row, string[] teams)
        {
            var sink = new SparseSink(256);
            Ticket.Input input = row.ToInput();
            model.Features.Write(in input, ref sink);
            SortedDictionary<int, float> entries = [];
            for (int i = 0; i < sink.Count; i++) entries[sink.Positions[i]] = entries.GetValueOrDefault(sink.Positions[i]) + sink.Values[i];
            return new Encoded([.. entries.Keys], [.. entries.Values], Array.IndexOf(teams, row.Team));
        }

        public static HeldDesign Design(Encoded[] rows, int width)
        {
            var builder = new FeatureBlockBuilder();
            foreach (Encoded row in rows)
            {
                for (int i = 0; i < row.Positions.Length; i++) builder.Add(row.Positions[i], row.Values[i]);
                builder.EndRow(row.Label);
            }
            return new HeldDesign(width, [builder.Build()]);
        }
    }
}
