using System.Runtime.CompilerServices;

namespace MlDsl.Tests.Data;

/// <summary>Rows of streams: read once, held, bounded.</summary>
public sealed class StreamTests
{
    [Fact]
    public void AStreamIsReadOnceAndHeld()
    {
        int begun = 0;
        Dataset<Note> notes = Dataset<Note>.FromRows(Stream(10_000, () => begun++));
        Assert.Equal(0, begun);
        Assert.Equal(Enumerable.Range(0, 10_000), notes.Rows.Select(static n => n.Number!.Value));
        Assert.Equal(10_000, notes.Count());
        Assert.Equal(10_000, notes.Rows.Count());
        Assert.Equal(1, begun);
        Assert.Equal(0, Dataset<Note>.FromRows(Stream(0)).Count());
    }

    [Fact]
    public void MoreRowsThanAreHeldAreNamed()
    {
        Assert.Equal(5000, Dataset<Note>.FromRows(Stream(5000), maxHeldRows: 5000).Count());
        string message = Assert.Throws<DataFormatException>(() => Dataset<Note>.FromRows(Stream(5001), maxHeldRows: 5000).Count()).Message;
        Assert.StartsWith("the stream of Note gave more than 5000 rows, which is the most that are held, and it cannot be read twice; raise maxHeldRows", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset<Note>.FromRows(Stream(1), maxHeldRows: 0));
    }

    [Fact]
    public void AStreamThatBreaksIsNotReadOn()
    {
        Dataset<Note> notes = Dataset<Note>.FromRows(Stream(5000, breaksAt: 4500));
        Assert.Equal("the line is dead", Assert.Throws<IOException>(() => notes.Count()).Message);
        Assert.Contains("was begun before and did not come to its end", Assert.Throws<InvalidOperationException>(() => notes.Count()).Message, StringComparison.Ordinal);
        Assert.Contains("row 1 of the sequence", Assert.Throws<InvalidOperationException>(() => Dataset<Note>.FromRows(Stream(3, nullAt: 1)).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStreamThatWaitsIsCancelled()
    {
        using var cancel = new CancellationTokenSource();
        Dataset<Note> notes = Dataset<Note>.FromRows(Waiting(cancel));
        Assert.ThrowsAny<OperationCanceledException>(() => notes.Count(cancel.Token));
    }

    [Fact]
    public void WhatIsASequenceAsWellIsReadAsAStream()
    {
        var both = new Both(Stream(100));
        Dataset<Note> notes = Dataset<Note>.FromRows(both);
        Assert.Equal(100, notes.Rows.Count() + (notes.Count() - 100));
        Assert.Contains("more than 99 rows", Assert.Throws<DataFormatException>(() => Dataset<Note>.FromRows(new Both(Stream(100)), maxHeldRows: 99).Count()).Message, StringComparison.Ordinal);
        Assert.Equal(1, Dataset<Note>.FromRows(new List<Note> { new("one", 1) }).Count());
    }

    private static async IAsyncEnumerable<Note> Stream(int rows, Action? begin = null, int breaksAt = -1, int nullAt = -1)
    {
        begin?.Invoke();
        for (int i = 0; i < rows; i++)
        {
            if (i % 1000 == 0) await Task.Yield();
            if (i == breaksAt) throw new IOException("the line is dead");
            yield return i == nullAt ? null! : new Note($"note {i}", i);
        }
    }

    private static async IAsyncEnumerable<Note> Waiting(CancellationTokenSource cancel, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        yield return new Note("one", 1);
        await cancel.CancelAsync();
        await Task.Delay(Timeout.Infinite, cancellation);
    }

    /// <summary>Rows as a set of Entity Framework Core has them, which asks the database on each enumeration.</summary>
    private sealed class Both(IAsyncEnumerable<Note> rows) : IEnumerable<Note>, IAsyncEnumerable<Note>
    {
        public IAsyncEnumerator<Note> GetAsyncEnumerator(CancellationToken cancellationToken = default) => rows.GetAsyncEnumerator(cancellationToken);

        public IEnumerator<Note> GetEnumerator() => throw new InvalidOperationException("the rows were asked for as a sequence");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
