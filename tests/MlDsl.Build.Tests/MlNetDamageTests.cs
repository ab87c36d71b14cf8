using System.IO.Compression;
using MlDsl.Compiler;
using MlDsl.Compiler.Planning;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

/// <summary>
/// Damaged model files of ML.NET: every one is compiled or refused with a reason that somebody thought of. <c>MLDSL_MLNET_DAMAGE</c> says how
/// many.
/// </summary>
public sealed class MlNetDamageTests
{
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("MLDSL_MLNET_DAMAGE"), out int count) ? count : 300;

    private static readonly byte[][] Odd = [[0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [0, 0, 0xC0, 0x7F], [1, 0, 0, 0]];

    [FactWith("models/mlnet/iris-maxent.zip")]
    public void EveryDamagedFileIsCompiledOrRefusedByName()
    {
        string folder = Path.GetDirectoryName(TestData.Model("mlnet/iris-maxent.zip"))!;
        byte[][] files = [.. Directory.GetFiles(folder, "*.zip").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(static file => file.Length < 30_000)];
        Assert.NotEmpty(files);
        var random = new Random(17);
        int refused = 0;
        for (int i = 0; i < Count; i++)
        {
            byte[] whole = files[i % files.Length], damaged = i % 5 == 0 ? whole[..random.Next(whole.Length)] : Changed(whole, Damage);
            if (i % 10 != 3)
            {
                if (IsRefused(damaged)) refused++;
                continue;
            }
            string plan = ModelCompiler.Compile(damaged, "m.zip").Plan;
            Assert.StartsWith("mldsl-plan 1\n", plan, StringComparison.Ordinal);
            Assert.False(plan.Contains("it cannot be read", StringComparison.Ordinal), $"file {i}: {plan[..Math.Min(600, plan.Length)]}");
            if (plan.Contains("\nobstacle ", StringComparison.Ordinal)) refused++;
        }
        Assert.InRange(refused, Count / 4, Count);

        // One entry of eight, at one to three places.
        void Damage(string name, byte[] content)
        {
            if (content.Length < 8 || random.Next(8) != 0) return;
            for (int times = random.Next(3); times >= 0; times--)
            {
                byte[] odd = Odd[random.Next(Odd.Length)];
                int at = random.Next(content.Length - 4);
                if (random.Next(2) == 0) odd.CopyTo(content, at);
                else content[at] = (byte)random.Next(256);
            }
        }
    }

    // Nothing but the one exception is thrown.
    private static bool IsRefused(byte[] file)
    {
        try
        {
            return MlNetModelFile.Read(file).Graph is null;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    /// <summary>A zip whose entries are changed in place.</summary>
    internal static byte[] Changed(byte[] file, Action<string, byte[]> change)
    {
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
        return MlNetModelTests.Zip([.. entries]);
    }
}
