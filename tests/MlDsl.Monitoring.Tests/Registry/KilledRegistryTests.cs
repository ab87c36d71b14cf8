using System.Globalization;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Registry;

/// <summary>Processes that change a registry, one beside the other, and are killed: every change that was made stands, and a whole index always.</summary>
[Collection(Alone.Name)]
public sealed class KilledRegistryTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NoChangeThatWasMadeIsLost()
    {
        string models = folder["models"], path = folder["registry"];
        Directory.CreateDirectory(models);
        for (int i = 0; i < 3; i++) File.WriteAllBytes(Path.Combine(models, $"{i}.mldsl"), DeliveryModels.File(0.01 * (i + 1)));
        var random = new Random(20261127);
        int changes = 0, lost = 0;
        for (int kill = 0; kill < ChildProcess.Kills; kill += 2)
        {
            // A short log is read faster.
            if (kill % 10 == 0 && Directory.Exists(path)) Directory.Delete(path, recursive: true);
            (int Lines, int Wait)[] ends = [(random.Next(0, 20), random.Next(0, 4)), (random.Next(0, 20), random.Next(0, 4))];
            var told = new List<string>[2];
            Parallel.For(0, 2, i => told[i] = ChildProcess.Kill(ends[i].Lines, ends[i].Wait, "registry", path, models));
            ModelRegistry registry = ModelRegistry.Open(path, RegistryWriter.Options);
            ILookup<string, string> made = registry.Changes.Where(static c => c.Action == "promote").ToLookup(static c => c.Reason, static c => c.Model);
            foreach (string[] change in told.SelectMany(static t => t).Select(static line => line.Split(' ')))
            {
                changes++;
                // A promotion of what the other process promoted meanwhile is none, and stands all the same.
                if (!made.Contains(change[0]) && !registry.Models.Any(m => m.Hash == change[1])) lost++;
                if (made.Contains(change[0])) Assert.Equal([change[1]], made[change[0]]);
            }
            Assert.Empty(registry.Problems);
            Assert.Equal(Enumerable.Range(1, (int)registry.Generation).Select(static g => (long)g), registry.Changes.Select(static c => c.Generation));
            // Whichever it is, it is whole.
            _ = DeliveryModel.Load(registry.Read(ModelRegistry.Champion));
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: registry_kills={ChildProcess.Kills} registry_changes={changes} registry_lost={lost}"));
        Assert.Equal(0, lost);
        Assert.True(changes > ChildProcess.Kills);
    }

    [Fact]
    public void WhoChangesForTooLongIsNamed()
    {
        string path = folder["registry"];
        ModelRegistry registry = ModelRegistry.Open(path, RegistryWriter.Options with { Wait = TimeSpan.FromMilliseconds(50) });
        using (FolderOwner.Take(path, TimeSpan.Zero))
        {
            string message = Assert.Throws<RegistryException>(() => registry.Add(DeliveryModels.File(0.1))).Message;
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}"), message, StringComparison.Ordinal);
        }
        registry.Add(DeliveryModels.File(0.1));
        Assert.Equal(1, registry.Generation);
    }
}
