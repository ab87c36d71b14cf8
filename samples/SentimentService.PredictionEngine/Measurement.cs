using System.Diagnostics;

namespace SentimentService;

/// <summary>What a service says of itself: milliseconds from the start of its process to its first answer, nanoseconds of an answer, bytes on disk.</summary>
public static class Measurement
{
    /// <summary>Milliseconds since the process began, runtime included.</summary>
    public static double SinceStart() => (DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalMilliseconds;

    /// <summary>Nanoseconds of one answer: the least mean of passes over the reviews, of which there are a second's, so that the JIT's last tier is there.</summary>
    public static double Nanoseconds(ModelInput[] reviews, Action<ModelInput> ask)
    {
        double least = double.PositiveInfinity;
        for (long first = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(first) < TimeSpan.FromSeconds(1);)
        {
            long start = Stopwatch.GetTimestamp();
            foreach (ModelInput review in reviews) ask(review);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / reviews.Length);
        }
        return least;
    }

    /// <summary>Megabytes of the program's folder, without what it does not run by: symbols and documentation.</summary>
    public static double Megabytes() => new DirectoryInfo(AppContext.BaseDirectory).EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(static file => file.Extension is not (".pdb" or ".dbg" or ".xml")).Sum(static file => file.Length) / 1e6;
}
