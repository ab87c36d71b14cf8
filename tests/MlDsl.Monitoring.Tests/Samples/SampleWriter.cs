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

    /// <summary>Few rows of each period, always the same ones.</summary>
    public static PredictionLogOptions FewOptions(int rows) => Options with { Rows = rows, MostRows = 1_000_000, Draws = new Random(20261128) };

    /// <summary>Logs the predictions of so many numbers, several periods in turn, and tells of each.</summary>
    public static void LogFew(PredictionLog<Loan, Loan.Input> log, long count, Action<long> tell)
    {
        for (long number = 0; number < count; number++)
        {
            log.Log(Loan.Asked(number), Prediction($"{number}", 60 * 24 * ((number / 500) + (number % 3))));
            tell(number);
        }
    }

    public static int RunFew(string folder)
    {
        using PredictionLog<Loan, Loan.Input> log = PredictionLog<Loan, Loan.Input>.Open(folder, FewOptions(5));
        using Stream told = Console.OpenStandardOutput();
        LogFew(log, long.MaxValue, number => told.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}\n"))));
        return 0;
    }

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
