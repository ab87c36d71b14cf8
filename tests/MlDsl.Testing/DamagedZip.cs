using System.IO.Compression;

namespace MlDsl.Testing;

/// <summary>Zips that are made, changed and damaged.</summary>
public static class DamagedZip
{
    // One file in five is cut off; of the others one entry in eight is damaged.
    private const int CutEvery = 5, EntryEvery = 8;

    private static readonly byte[][] Odd = [[0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [0, 0, 0xC0, 0x7F], [1, 0, 0, 0]];

    /// <summary>A zip of entries.</summary>
    public static byte[] Of(params (string Name, byte[] Content)[] entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using Stream entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    /// <summary>A zip whose entries are changed in place.</summary>
    public static byte[] Changed(byte[] file, Action<string, byte[]> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var entries = new List<(string, byte[])>();
        using (var zip = new ZipArchive(new MemoryStream(file)))
        {
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                using Stream stream = entry.Open();
                using var content = new MemoryStream();
                stream.CopyTo(content);
                byte[] bytes = content.ToArray();
                change(entry.FullName, bytes);
                entries.Add((entry.FullName, bytes));
            }
        }
        return Of([.. entries]);
    }

    /// <summary>A zip that is cut off, or whose entries hold something else at one to three places.</summary>
    /// <param name="file">The whole one.</param>
    /// <param name="number">Its number: the same damage for the same number and file.</param>
    public static byte[] Damaged(byte[] file, int number)
    {
        ArgumentNullException.ThrowIfNull(file);
        var random = new Random(number);
        return number % CutEvery == 0 ? file[..random.Next(file.Length)] : Changed(file, Damage);

        void Damage(string name, byte[] content)
        {
            if (content.Length < 8 || random.Next(EntryEvery) != 0) return;
            for (int times = random.Next(3); times >= 0; times--)
            {
                byte[] odd = Odd[random.Next(Odd.Length)];
                int at = random.Next(content.Length - 4);
                if (random.Next(2) == 0) odd.CopyTo(content, at);
                else content[at] = (byte)random.Next(256);
            }
        }
    }
}
