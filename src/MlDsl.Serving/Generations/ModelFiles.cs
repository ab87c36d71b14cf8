using System.Security.Cryptography;

namespace MlDsl.Serving;

/// <summary>The files of a model, read into memory together: what is replaced or cut short later does not reach a model that answers.</summary>
/// <param name="Model">The model file's bytes.</param>
/// <param name="Golden">The golden rows; null for none.</param>
/// <param name="Hash">The SHA-256 of the model file.</param>
/// <param name="Key">Tells these files from all others.</param>
internal sealed record ModelFiles(byte[] Model, byte[]? Golden, string Hash, string Key)
{
    private const long MostBytes = 1L << 30;

    /// <exception cref="ModelFileException">A file is absent, empty, too long or cannot be read.</exception>
    public static async Task<ModelFiles> ReadAsync(ServingOptions options, CancellationToken cancellation)
    {
        if (options.File is null) return new ModelFiles([], null, "", "");
        byte[] model = await ReadAsync(options.File, "model file", cancellation).ConfigureAwait(false);
        byte[]? golden = options.Golden is null ? null : await ReadAsync(options.Golden, "file of golden rows", cancellation).ConfigureAwait(false);
        string hash = HashOf(model);
        return new ModelFiles(model, golden, hash, golden is null ? hash : $"{hash} {HashOf(golden)}");
    }

    private static async Task<byte[]> ReadAsync(string path, string what, CancellationToken cancellation)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using (file.ConfigureAwait(false))
            {
                if (file.Length > MostBytes) throw new ModelFileException(FormattableString.Invariant($"The {what} '{path}' has {file.Length} bytes, more than {MostBytes}; it is no such file"));
                // What is cut short meanwhile ends too early, and is read again later.
                byte[] bytes = new byte[file.Length];
                await file.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
                return bytes.Length > 0 ? bytes : throw new ModelFileException($"The {what} '{path}' is empty; write it whole and rename it into its place");
            }
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelFileException($"There is no {what} '{path}'; put it there", problem);
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException and not ModelFileException)
        {
            throw new ModelFileException($"The {what} '{path}' cannot be read: {problem.Message}", problem);
        }
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
}
