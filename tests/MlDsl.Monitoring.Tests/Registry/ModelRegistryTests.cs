using System.Security.Cryptography;
using MlDsl.Training;

namespace MlDsl.Monitoring.Tests.Registry;

public sealed class ModelRegistryTests : IDisposable
{
    private static readonly byte[] First = DeliveryModels.File(0.01), Second = DeliveryModels.File(0.1);
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    private ModelRegistry Open(RegistryOptions? options = null) => ModelRegistry.Open(folder["registry"], options ?? RegistryWriter.Options);

    private string[] Indexes => [.. Directory.GetFiles(Path.Combine(folder["registry"], "index")).Order(StringComparer.Ordinal)];

    [Fact]
    public void AliasesAreChangedAndTakenBack()
    {
        ModelRegistry registry = Open();
        Assert.Null(registry.Find(ModelRegistry.Champion));
        var until = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        RegisteredModel first = registry.Add(First, until, "the first"), second = registry.Add(Second);
        Assert.Equal(("late", "1", until), (first.Name, first.Version, first.TrainedUntil));
        Assert.Equal(first, registry.Add(First));
        registry.Promote(first.Hash, "it is there");
        registry.SetAlias(ModelRegistry.Challenger, second.Hash);
        Assert.Equal(second, registry.Find(ModelRegistry.Challenger));
        registry.Promote(second.Hash, "it is better");
        Assert.Null(registry.Find(ModelRegistry.Challenger));
        Assert.Contains("rollback goes to", Assert.Throws<RegistryException>(() => registry.Remove(first.Hash)).Message, StringComparison.Ordinal);
        Assert.Equal(first, registry.Rollback("it was not"));
        Assert.Equal(first, Open().Find(ModelRegistry.Champion));
        Assert.Contains("is the champion", Assert.Throws<RegistryException>(() => registry.Remove(first.Hash)).Message, StringComparison.Ordinal);
        registry.Remove(second.Hash, "it is of no use");
        Assert.Equal([first], registry.Models);
        Assert.Throws<RegistryException>(() => registry.Rollback("again"));
        Assert.Equal(
            [("add", "the first"), ("add", ""), ("promote", "it is there"), ("alias", ""), ("promote", "it is better"), ("rollback", "it was not"), ("remove", "it is of no use")],
            registry.Changes.Select(static c => (c.Action, c.Reason)));
        Assert.Equal(first.Hash, registry.Changes[5].Model);
        Assert.All(registry.Changes, static c => Assert.Contains($"process {Environment.ProcessId}", c.By, StringComparison.Ordinal));
        Assert.Empty(registry.Problems);
        Assert.Equal(7, registry.Generation);
    }

    [Fact]
    public void AChildNamesItsParent()
    {
        DeliveryModel parent = DeliveryModels.Fit(0.01);
        ModelRegistry registry = Open();
        RegisteredModel old = registry.Add(DeliveryModels.File(parent)), child = registry.Add(DeliveryModels.File(0.1, parent));
        Assert.Null(old.Parent);
        Assert.Equal(old.Identity, child.Parent);
    }

    [Fact]
    public void AModelIsTakenAwayWhileNobodyElseCanAddIt()
    {
        bool isHeld = false;
        ModelRegistry registry = Open(RegistryWriter.Options with
        {
            Delete = path =>
            {
                // Another who adds it waits until the file is gone, and writes it.
                using FolderOwner? other = FolderOwner.Take(folder["registry"], TimeSpan.Zero);
                isHeld = other is null;
                File.Delete(path);
            },
        });
        string hash = registry.Add(First).Hash;
        registry.Remove(hash);
        Assert.True(isHeld);
        Assert.False(File.Exists(Path.Combine(folder["registry"], "models", $"{hash}.mldsl")));
        Assert.Equal(hash, registry.Add(First).Hash);
        registry.Promote(hash);
        Assert.Equal(First, registry.Read(ModelRegistry.Champion).ToArray());
    }

    [Fact]
    public void AModelWhoseFileIsGoneOrAlteredIsNotPromoted()
    {
        ModelRegistry registry = Open();
        string first = registry.Add(First).Hash, second = registry.Add(Second).Hash, path = Path.Combine(folder["registry"], "models", $"{first}.mldsl");
        registry.Promote(first);
        registry.Promote(second);
        File.WriteAllBytes(path, Second);
        Assert.Contains("of the champion before was altered", Assert.Throws<RegistryException>(() => registry.Rollback("try")).Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains("of the champion before cannot be read", Assert.Throws<RegistryException>(() => registry.Rollback("try")).Message, StringComparison.Ordinal);
        Assert.Contains("of the model to promote cannot be read", Assert.Throws<RegistryException>(() => registry.Promote(first)).Message, StringComparison.Ordinal);
        Assert.Equal(second, registry.Find(ModelRegistry.Champion)!.Hash);
        registry.Add(First);
        Assert.Equal(first, registry.Rollback("it is there again").Hash);
    }

    [Fact]
    public void AFolderThatCannotBeTakenIsFreeAgain()
    {
        ModelRegistry registry = Open(RegistryWriter.Options with { Wait = TimeSpan.Zero });
        string name = Path.Combine(folder["registry"], "owner");
        Directory.CreateDirectory(name);
        // Its own problem, not that of a process that does not exist.
        Assert.ThrowsAny<UnauthorizedAccessException>(() => registry.Add(First));
        Directory.Delete(name);
        registry.Add(First);
        Assert.Single(registry.Models);
    }

    [Fact]
    public void AnIndexThatIsCutAnywhereLeavesTheOneBefore()
    {
        ModelRegistry registry = Open();
        string first = registry.Add(First).Hash, second = registry.Add(Second).Hash;
        registry.Promote(first);
        registry.Promote(second);
        string newest = Indexes[^1];
        byte[] whole = File.ReadAllBytes(newest);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(newest, whole[..length]);
            Assert.Equal(first, Open().Find(ModelRegistry.Champion)!.Hash);
            Assert.Contains(newest, Assert.Single(registry.Problems), StringComparison.Ordinal);
        }
        // The next change follows the last that is whole, and takes no number twice.
        registry.SetAlias("held", second);
        Assert.Equal((5L, first, second), (registry.Generation, registry.Find(ModelRegistry.Champion)!.Hash, registry.Find("held")!.Hash));
        Assert.Contains(newest, Assert.Single(registry.Problems), StringComparison.Ordinal);
        Assert.Equal([1L, 2, 3, 5], registry.Changes.Select(static c => c.Generation));
    }

    [Fact]
    public void AnIndexThatIsAlteredAnywhereIsNone()
    {
        ModelRegistry registry = Open();
        registry.Promote(registry.Add(First).Hash);
        string newest = Indexes[^1];
        byte[] whole = File.ReadAllBytes(newest);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] altered = [.. whole];
            altered[at] ^= 1;
            File.WriteAllBytes(newest, altered);
            Assert.Null(Open().Find(ModelRegistry.Champion));
        }
        File.WriteAllBytes(newest, whole);
        // One that stands under another number, and one that is gone from between.
        File.Copy(newest, newest.Replace("02.json", "03.json", StringComparison.Ordinal));
        Assert.Contains("holds generation 2", Assert.Single(registry.Problems), StringComparison.Ordinal);
        File.Delete(Indexes[^1]);
        File.Delete(Indexes[0]);
        Assert.Contains("does not follow", Assert.Single(registry.Problems), StringComparison.Ordinal);
        File.Delete(Indexes[0]);
        Assert.Contains("newest indexes are gone", Assert.Throws<RegistryException>(() => Open(RegistryWriter.Options with { AtLeast = 2 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherKeyReadsNothing()
    {
        Open().Add(First);
        Assert.Contains("signed with another key", Assert.Throws<RegistryException>(() => Open(new() { Key = RegistryKey.Hmac("another key of registries"u8) })).Message, StringComparison.Ordinal);
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Contains("is signed by hmac-sha256", Assert.Throws<RegistryException>(() => Open(new() { Key = RegistryKey.Ecdsa(pair) })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RegistryKey.Hmac("short"u8));
    }

    [Fact]
    public void WhoHasThePublicKeyReadsAndDoesNotWrite()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var half = ECDsa.Create(pair.ExportParameters(includePrivateParameters: false));
        ModelRegistry writes = Open(new() { Key = RegistryKey.Ecdsa(pair) });
        string hash = writes.Add(First).Hash;
        writes.Promote(hash);
        ModelRegistry reads = Open(new() { Key = RegistryKey.Ecdsa(half) });
        Assert.Equal(hash, reads.Find(ModelRegistry.Champion)!.Hash);
        Assert.Contains("no private part", Assert.Throws<RegistryException>(() => reads.SetAlias("held", hash)).Message, StringComparison.Ordinal);
        Assert.Null(writes.Find("held"));
    }

    [Fact]
    public void AModelFileIsReadAsItWasAdded()
    {
        ModelRegistry registry = Open();
        Assert.Contains("promote one", Assert.Throws<RegistryException>(() => registry.Read(ModelRegistry.Champion)).Message, StringComparison.Ordinal);
        string hash = registry.Add(First).Hash, path = Path.Combine(folder["registry"], "models", $"{hash}.mldsl");
        registry.Promote(hash);
        Assert.Equal(First, registry.Read(ModelRegistry.Champion).ToArray());
        _ = DeliveryModel.Load(registry.Read(ModelRegistry.Champion));
        byte[] altered = [.. First];
        altered[100] ^= 1;
        File.WriteAllBytes(path, altered);
        Assert.Contains("was altered", Assert.Throws<RegistryException>(() => registry.Read(ModelRegistry.Champion)).Message, StringComparison.Ordinal);
        // Adding it again mends it.
        registry.Add(First);
        Assert.Equal(First, registry.Read(ModelRegistry.Champion).ToArray());
        File.Delete(path);
        Assert.Contains("cannot be read", Assert.Throws<RegistryException>(() => registry.Read(ModelRegistry.Champion)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServicesFileFollowsAnAlias()
    {
        ModelRegistry registry = Open();
        string first = registry.Add(First).Hash, second = registry.Add(Second).Hash, path = folder["served.mldsl"];
        registry.Promote(first);
        Assert.True(registry.CopyTo(ModelRegistry.Champion, path));
        Assert.False(registry.CopyTo(ModelRegistry.Champion, path));
        using var stop = new CancellationTokenSource();
        int failures = 0;
        Task follow = registry.FollowAsync(ModelRegistry.Champion, path, TimeSpan.FromMilliseconds(5), _ => Interlocked.Increment(ref failures), stop.Token);
        registry.Promote(second);
        while (!File.ReadAllBytes(path).AsSpan().SequenceEqual(Second)) await Task.Delay(5);
        registry.Rollback("try");
        while (!File.ReadAllBytes(path).AsSpan().SequenceEqual(First)) await Task.Delay(5);
        File.Delete(Path.Combine(folder["registry"], "models", $"{first}.mldsl"));
        // What cannot be read takes nothing away.
        while (Volatile.Read(ref failures) == 0) await Task.Delay(5);
        Assert.Equal(First, File.ReadAllBytes(path));
        await stop.CancelAsync();
        await follow;
    }

    [Fact]
    public void WhatCannotBeIsRefusedByName()
    {
        ModelRegistry registry = Open();
        Assert.Throws<ModelFileException>(() => registry.Add("no model"u8.ToArray()));
        Assert.Contains("has no model 00", Assert.Throws<RegistryException>(() => registry.Promote("00")).Message, StringComparison.Ordinal);
        Assert.Contains("Promote", Assert.Throws<ArgumentException>(() => registry.SetAlias(ModelRegistry.Champion, "00")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => registry.Rollback(" "));
        Assert.Equal(0, registry.Generation);
    }
}
