using System.Globalization;
using System.Text;

namespace MlDsl.Monitoring.Tests.Outcomes;

/// <summary>A process that logs predictions and adds outcomes without end, on two threads, and tells of each that is there.</summary>
internal static class OutcomeWriter
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static OutcomeStoreOptions Options { get; } = new() { Key = Encoding.UTF8.GetBytes("a key of ids for tests"), LabelDelay = TimeSpan.FromDays(7), SegmentBytes = 20_000 };

    public static LoggedPrediction Prediction(string id, int number) => new(id, Start.AddMinutes(number), (number % 100) / 100f, number % 100 >= 50, "1");

    public static ObservedOutcome Outcome(string id, int number) => ObservedOutcome.Of(id, Start.AddMinutes(number).AddDays(3), number % 3 == 0);

    public static int Run(string folder)
    {
        using OutcomeStore store = OutcomeStore.Open(folder, Options);
        using Stream told = Console.OpenStandardOutput();
        int first = (int)store.Counts.Predictions;
        Parallel.For(0, 2, thread =>
        {
            for (int number = first; ; number++)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"{thread}.{number}");
                store.Log([Prediction(id, number), Prediction(id + "b", number)]);
                Tell($"p {id}\n");
                store.Add([Outcome(id, number), Outcome(id + "b", number)]);
                Tell($"o {id}\n");
            }
        });
        return 0;

        void Tell(string line)
        {
            lock (told) told.Write(Encoding.ASCII.GetBytes(line));
        }
    }
}
