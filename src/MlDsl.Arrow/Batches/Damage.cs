using MlDsl.Columns;

namespace MlDsl.Batches;

/// <summary>Errors of the libraries that read files: what is wrong with the data is told by its place, whatever type they throw.</summary>
internal static class Damage
{
    /// <summary>The step's result; an error that it throws becomes one of the data's form.</summary>
    /// <param name="step">What reads.</param>
    /// <param name="file">The file or stream.</param>
    /// <param name="place">Where in it, asked for when the step fails; null where it is the whole.</param>
    /// <exception cref="DataFormatException">The step failed.</exception>
    public static T Guard<T>(Func<T> step, string file, Func<string>? place = null)
    {
        try
        {
            return step();
        }
        catch (Exception problem) when (IsOfData(problem))
        {
            string at = place is null ? file : $"{file}, {place()}";
            string what = problem is BatchProblemException ? problem.Message
                : $"it cannot be read ({Visible.Of(problem.Message, 200)}); it is damaged, cut off or of another format: write it anew, or leave it out";
            throw new DataFormatException($"{at}: {what}", problem) { File = file };
        }
    }

    // Readers of damaged bytes fail in any way; what is the caller's own, or names its place already, passes.
    private static bool IsOfData(Exception problem) =>
        problem is not (DataFormatException or OperationCanceledException or ObjectDisposedException or UnauthorizedAccessException or FileNotFoundException or PlatformNotSupportedException);
}
