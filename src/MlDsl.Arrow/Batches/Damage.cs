using MlDsl.Columns;

namespace MlDsl.Batches;

/// <summary>
/// Errors of what is read: they are told by their place, whatever type they are of. The words of a stream's own errors may hold a connection's secrets, so they
/// are in the inner exception alone; those of the libraries that read files are about bytes.
/// </summary>
internal sealed class Damage
{
    private readonly bool isFile;

    private Damage(bool isFile) => this.isFile = isFile;

    /// <summary>Errors of a file.</summary>
    public static Damage OfFile { get; } = new(true);

    /// <summary>Errors of a stream, which is code of others.</summary>
    public static Damage OfStream { get; } = new(false);

    /// <summary>The step's result; an error that it throws becomes one of the data's form.</summary>
    /// <param name="step">What reads.</param>
    /// <param name="source">The file or stream.</param>
    /// <param name="place">Where in it, asked for when the step fails; null where it is the whole.</param>
    /// <exception cref="DataFormatException">The step failed.</exception>
    public T Guard<T>(Func<T> step, string source, Func<string>? place = null)
    {
        try
        {
            return step();
        }
        catch (Exception problem) when (problem is not (DataFormatException or OperationCanceledException or UnauthorizedAccessException or FileNotFoundException or PlatformNotSupportedException))
        {
            string at = place is null ? source : $"{source}, {place()}";
            throw new DataFormatException($"{at}: {Said(problem)}", problem) { File = source, EndsThePass = true };
        }
    }

    private string Said(Exception problem)
    {
        if (problem is BatchProblemException) return problem.Message;
        string type = problem.GetType().Name;
        if (problem is OutOfMemoryException) return "what is read here wants more memory than there is; write smaller batches or row groups, or, if they are small, the file is damaged";
        if (!isFile) return $"the stream failed ({type}, see InnerException); nothing of this pass is kept";
        // An error of the disk is none of the bytes.
        if (problem is IOException and not EndOfStreamException && problem.GetType() != typeof(IOException)) return $"it cannot be opened or read ({type}, see InnerException)";
        return $"it cannot be read ({Visible.Of(problem.Message, 200)}); it is damaged, cut off or of another format: write it anew, or leave it out";
    }
}
