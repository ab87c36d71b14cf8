using System.Globalization;
using System.Text;

namespace MlDsl.Monitoring.Tests.Samples;

/// <summary>A process that logs predictions without end, on two threads, and tells of each that is sampled.</summary>
internal static class SampleWriter
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>All rows are sampled, so that none may go.</summary>
    public static PredictionLogOptions Options { get; } = new() { Key = Encoding.UTF8.GetBytes("a key of ids for tests"), Rows = 1_000_000 };

    public static LoggedPrediction Prediction(string id, double minutes = 0) => new(id, Start.AddMinutes(minutes), 0.25f, false, "1");

    public static int Run(string folder)
    {
        using PredictionLog<Loan, Loan.Input> log = PredictionLog<Loan, Loan.Input>.Open(folder, Options);
        using Stream told = Console.OpenStandardOutput();
        long first = log.Read().Sum(static sample => sample.Seen);
        Parallel.For(0, 2, thread =>
        {
            for (long number = first; ; number++)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"{thread}.{number}");
                // Several periods, in turn.
                if (log.Log(Loan.Asked(thread + (2 * number)), Prediction(id, 60 * 24 * (number / 50)))) Tell(string.Create(CultureInfo.InvariantCulture, $"{thread + (2 * number)}\n"));
            }
        });
        return 0;

        void Tell(string line)
        {
            lock (told) told.Write(Encoding.ASCII.GetBytes(line));
        }
    }
}
