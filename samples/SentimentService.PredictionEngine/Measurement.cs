using System.Diagnostics;

namespace SentimentService;

/// <summary>What a service says of itself: milliseconds from the start of its process to its first answer, nanoseconds of an answer, bytes on disk.</summary>
public static class Measurement
{
    /// <summary>Milliseconds since the process began, runtime included.</summary>
    public static double SinceStart() => (DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalMilliseconds;

    /// <summary>Nanoseconds of one answer: the least mean of five passes over the reviews.</summary>
    public static double Nanoseconds(ModelInput[] reviews, Action<ModelInput> ask)
    {
        double least = double.PositiveInfinity;
        for (int pass = 0; pass < 5; pass++)
        {
            long start = Stopwatch.GetTimestamp();
            foreach (ModelInput review in reviews) ask(review);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / reviews.Length);
        }
        return least;
    }

    /// <summary>Megabytes of the program's folder.</summary>
    public static double Megabytes() => new DirectoryInfo(AppContext.BaseDirectory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length) / 1e6;
}
