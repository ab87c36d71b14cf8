using System.Globalization;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>A file of many rows is scored in the memory that one of few takes. <c>eng/steps/rows.sh</c> runs it with a million rows.</summary>
[Collection(Alone.Name)]
public sealed class ScoredManyRowsTests : IDisposable
{
    // Some stretches of 64 KiB for each thread, as bytes, rows and predictions. A million rows held would be more than a hundred.
    private const long MostBytes = 24L << 20;

    private static readonly int Rows = Math.Min(1_000_000, int.Parse(Environment.GetEnvironmentVariable("MLDSL_ROWS") ?? "20000", CultureInfo.InvariantCulture));

    private readonly string folder = Directory.CreateTempSubdirectory("mldsl-rows").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("out.csv")]
    [InlineData("out.jsonl")]
    public void AFileIsScoredInBoundedMemory(string output)
    {
        using var saved = new MemoryStream();
        GoldenChoiceModel.Fit(Dataset<GoldenChoice>.FromRows(GoldenFileTests.Choices(1)).SplitRandom(0.2, 0.2, seed: 3).Train).Save(saved);
        DynamicModel model = DynamicModel.Load(saved.ToArray());
        string input = Path.Combine(folder, "in.csv");
        using (StreamWriter text = File.CreateText(input))
        {
            text.Write("Amount,Shop,id\n");
            for (int i = 0; i < Rows; i++) text.Write(string.Create(CultureInfo.InvariantCulture, $"{(i % 1000 == 7 ? "much" : i % 37)},shop{i % 9},row {i}\n"));
        }
        var memory = new Memory(Rows / 10);
        var options = new FileScoringOptions { Keep = ["id"], Rejects = Path.Combine(folder, "rejects.jsonl"), PartitionRows = 10_000, Parallelism = 4, Progress = memory };
        FileScoringResult result = model.ScoreFile(input, Path.Combine(folder, output), options);
        int rejected = (Rows + 992) / 1000;
        Assert.Equal((Rows, rejected, 0L), (result.Rows, result.Rejected, result.ResumedRows));
        Assert.Equal(Rows - rejected + (output == "out.csv" ? 1 : 0), File.ReadLines(Path.Combine(folder, output)).LongCount());
        Assert.True(memory.Samples >= 5, $"memory was looked at {memory.Samples} times");
        Assert.True(memory.Most <= MostBytes, $"{memory.Most} bytes are alive while {Rows} rows are scored");
    }

    // What is alive more than at the begin, some times in a run.
    private sealed class Memory(int every) : IProgress<FileScoringProgress>
    {
        private readonly long before = GC.GetTotalMemory(forceFullCollection: true);
        private long next;

        public long Most { get; private set; }

        public int Samples { get; private set; }

        public void Report(FileScoringProgress value)
        {
            if (value.Rows < next) return;
            next += every;
            Samples++;
            Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
    }
}
