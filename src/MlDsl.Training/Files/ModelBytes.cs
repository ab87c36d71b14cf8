namespace MlDsl.Training;

/// <summary>The bytes of a model file from and to disk and streams.</summary>
internal static class ModelBytes
{
    /// <summary>The most bytes of a model file, and of all that is in it.</summary>
    public const long Most = 1L << 30;

    /// <summary>All bytes of the file.</summary>
    /// <exception cref="ModelFileException">There is none, or it is too long for a model.</exception>
    public static byte[] Read(string path)
    {
        using FileStream file = Open(path, FileOptions.SequentialScan);
        return Read(file, Named(path));
    }

    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        await using FileStream file = Open(path, FileOptions.SequentialScan | FileOptions.Asynchronous);
        return await ReadAsync(file, Named(path), cancellation).ConfigureAwait(false);
    }

    /// <summary>The bytes from here to the end of the stream, which stays open and need not seek.</summary>
    public static byte[] Read(Stream stream, string source)
    {
        var bytes = Buffer(stream);
        byte[] part = new byte[1 << 16];
        for (int read; (read = stream.Read(part)) > 0;) Append(bytes, part.AsSpan(0, read), source);
        return bytes.ToArray();
    }

    public static async Task<byte[]> ReadAsync(Stream stream, string source, CancellationToken cancellation)
    {
        var bytes = Buffer(stream);
        byte[] part = new byte[1 << 16];
        for (int read; (read = await stream.ReadAsync(part, cancellation).ConfigureAwait(false)) > 0;) Append(bytes, part.AsSpan(0, read), source);
        return bytes.ToArray();
    }

    /// <summary>Writes beside <paramref name="path"/> first, so that what is there is a whole file, the old or the new one.</summary>
    public static void Write(string path, byte[] bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string temporary = Temporary(path);
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }

    public static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string temporary = Temporary(path);
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous))
            {
                await file.WriteAsync(bytes, cancellation).ConfigureAwait(false);
                await file.FlushAsync(cancellation).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }

    /// <summary>A path as messages name it.</summary>
    public static string Named(string path) => $"'{path}'";

    /// <summary>A stream as messages name it.</summary>
    public static string Named(Stream stream) => stream is FileStream { Name: { Length: > 0 } path } ? Named(path) : "The stream";

    private static string Temporary(string path) => $"{path}.{Guid.NewGuid():N}.tmp";

    private static FileStream Open(string path, FileOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new ModelFileException($"There is no model file '{path}'; fit the model and save it there");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, options);
    }

    private static MemoryStream Buffer(Stream stream) =>
        new(stream.CanSeek ? (int)Math.Clamp(stream.Length - stream.Position, 0, Most) : 1 << 16);

    private static void Append(MemoryStream bytes, ReadOnlySpan<byte> part, string source)
    {
        bytes.Write(part);
        if (bytes.Length > Most) throw new ModelFileException($"{source} holds more than {Most} bytes; it is no model file");
    }
}
