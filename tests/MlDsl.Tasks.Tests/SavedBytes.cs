namespace MlDsl.Tasks.Tests;

/// <summary>A model's file in memory.</summary>
internal static class SavedBytes
{
    public static byte[] Of(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }
}
