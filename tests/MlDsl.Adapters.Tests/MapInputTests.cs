using System.Globalization;
using MlDsl.Adapters.Models;
using MlDsl.Kernels;
using MlDsl.Onnx;
using MlDsl.Testing;

namespace MlDsl.Adapters.Tests;

/// <summary>A model of maps, compiled into this assembly and run by ONNX Runtime: both take dictionaries and say the same.</summary>
[Collection(Alone.Name)]
public sealed class MapInputTests
{
    private static readonly Ticket[] Tickets = [.. Enumerable.Range(0, 300).Select(Make)];

    [Fact]
    public void BothBackendsSayTheSame()
    {
        using CompiledTicket compiled = CompiledTicket.Load();
        using RuntimeTicket runtime = RuntimeTicket.Load(TicketFile.Bytes());
        foreach (Ticket ticket in Tickets)
        {
            using CompiledTicket.Output found = compiled.Run(new() { Words = ticket.Words, Answers = ticket.Answers });
            using RuntimeTicket.Output expected = runtime.Run(new() { Words = ticket.Words, Answers = ticket.Answers });
            Assert.Equal(expected.Desk, found.Desk);
            Assert.Equal(expected.ScoresShape.ToArray(), found.ScoresShape.ToArray());
            for (int i = 0; i < 3; i++) Assert.Equal(expected.Scores[i], found.Scores[i], 1e-6f);
        }
    }

    [Fact]
    public async Task RecordsBindTheirDictionaries()
    {
        using CompiledDesk compiled = CompiledDesk.Load();
        using RuntimeDesk runtime = RuntimeDesk.Load(TicketFile.Bytes());
        Desk[] found = new Desk[Tickets.Length], expected = new Desk[Tickets.Length];
        compiled.Run(Tickets, found);
        runtime.Run(Tickets, expected);
        for (int i = 0; i < Tickets.Length; i++)
        {
            Assert.Equal(expected[i].Name, found[i].Name);
            Assert.Equal(expected[i].Support.Value, found[i].Support.Value, 1e-6f);
            Assert.Equal(expected[i], await runtime.RunAsync(Tickets[i]));
            Assert.Equal(found[i], await compiled.RunAsync(Tickets[i]));
        }
        Assert.True(found.Select(static d => d.Name).Distinct().Count() > 1);
    }

    [Fact]
    public void WarmCallsAllocateNothing()
    {
        using CompiledDesk compiled = CompiledDesk.Load();
        using RuntimeDesk runtime = RuntimeDesk.Load(TicketFile.Bytes());
        Ticket ticket = Tickets[7];
        Memory.AssertAllocatesNothing(() => compiled.Run(in ticket, out Desk _));
        Memory.AssertAllocatesNothing(() => runtime.Run(in ticket, out Desk _));
    }

    [Fact]
    public void WhatIsNullIsNamed()
    {
        using CompiledDesk compiled = CompiledDesk.Load();
        using RuntimeDesk runtime = RuntimeDesk.Load(TicketFile.Bytes());
        foreach (IScorer<Ticket, Desk> scorer in new IScorer<Ticket, Desk>[] { compiled, runtime })
        {
            ArgumentException absent = Assert.Throws<ArgumentNullException>(() => scorer.Run(new Ticket(null!, []), out _));
            Assert.Contains("'Words' is null; the input 'words: map(string,float)' takes a dictionary", absent.Message, StringComparison.Ordinal);
            Assert.Equal("Words", absent.ParamName);
            ArgumentException textless = Assert.Throws<ArgumentException>(() => scorer.Run(new Ticket([], new() { [3] = null! }), out _));
            Assert.Contains("'Answers' has null for the key '3'", textless.Message, StringComparison.Ordinal);

            // What was refused leaves nothing behind.
            scorer.Run(new Ticket([], []), out Desk first);
            scorer.Run(in Tickets[3], out _);
            scorer.Run(new Ticket([], []), out Desk second);
            Assert.Equal(first, second);
        }
    }

    [Fact]
    public void WhatCannotBeCastIsNamed()
    {
        var ticket = new Ticket([], new() { [3] = "never" });
        using CompiledDesk compiled = CompiledDesk.Load();
        using RuntimeDesk runtime = RuntimeDesk.Load(TicketFile.Bytes());
        Assert.Contains("CastMap that gives 'numbers': the value of the key 3: 'never' is no number", Assert.Throws<OperatorException>(() => compiled.Run(in ticket, out _)).Message, StringComparison.Ordinal);
        Assert.Throws<OnnxRuntimeException>(() => runtime.Run(in ticket, out _));
        var negative = new Ticket([], new() { [-1] = "2" });
        Assert.Contains("its map has the key -1", Assert.Throws<OperatorException>(() => compiled.Run(in negative, out _)).Message, StringComparison.Ordinal);
        Assert.Throws<OnnxRuntimeException>(() => runtime.Run(in negative, out _));
    }

    [Fact]
    public void ManyThreadsShareOneModel()
    {
        using CompiledDesk compiled = CompiledDesk.Load();
        using RuntimeDesk runtime = RuntimeDesk.Load(TicketFile.Bytes());
        foreach (IScorer<Ticket, Desk> scorer in new IScorer<Ticket, Desk>[] { compiled, runtime })
        {
            var expected = new Desk[Tickets.Length];
            scorer.Run(Tickets, expected);
            Parallel.For(0, 5_000, i =>
            {
                scorer.Run(in Tickets[i % Tickets.Length], out Desk found);
                Assert.Equal(expected[i % Tickets.Length], found);
            });
        }
    }

    // Some words and questions that the model does not know, and now and then none.
    private static Ticket Make(int seed)
    {
        var random = new Random(seed);
        string[] words = [.. TicketFile.Words, "", "hello", "Invoice"];
        Dictionary<string, float> counts = [];
        Dictionary<long, string> answers = [];
        for (int i = random.Next(6); i > 0; i--) counts[words[random.Next(words.Length)]] = random.Next(5);
        for (int i = random.Next(6); i > 0; i--) answers[random.Next(7)] = ((random.NextDouble() * 20) - 10).ToString("R", CultureInfo.InvariantCulture);
        return new Ticket(counts, answers);
    }
}
