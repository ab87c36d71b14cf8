using System.Diagnostics;
using SentimentService;

using Sentiment model = Sentiment.Load();
ModelInput[] reviews = Reviews.Make(500, seed: 2);
model.Run(in reviews[0], out _);
double start = Measurement.SinceStart();

// The service before, where it is told, or was built beside this one.
string before = args is [var given] ? given : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "SentimentService.PredictionEngine", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "SentimentService.PredictionEngine.dll"));
string told = "";
if (File.Exists(before))
{
    using Process service = Process.Start(new ProcessStartInfo("dotnet", ["exec", before]) { RedirectStandardOutput = true })!;
    Console.Write(told = service.StandardOutput.ReadToEnd());
    service.WaitForExit();
    if (service.ExitCode != 0) return 1;
}

// One instance for any number of threads.
var alone = new ModelOutput[reviews.Length];
model.Run(reviews, alone);
int different = 0;
Thread[] threads = [.. Enumerable.Range(0, 64).Select(first => new Thread(() =>
{
    for (int i = 0; i < reviews.Length; i++)
    {
        int at = (i + first) % reviews.Length;
        model.Run(in reviews[at], out ModelOutput answer);
        if (answer.IsPositive != alone[at].IsPositive || answer.Probability != alone[at].Probability) Interlocked.Increment(ref different);
    }
}))];
foreach (Thread thread in threads) thread.Start();
foreach (Thread thread in threads) thread.Join();

int positive = alone.Count(static answer => answer.IsPositive);
bool isSame = told.Length == 0 || told.Contains($"positive={positive} ", StringComparison.Ordinal);
double nanoseconds = Measurement.Nanoseconds(reviews, review => model.Run(in review, out _));
Console.WriteLine(FormattableString.Invariant($"after: positive={positive} threads={threads.Length} different={different} predict_ns={nanoseconds:0} first_ms={start:0} folder_mb={Measurement.Megabytes():0.0}"));
return different == 0 && isSame ? 0 : 1;
