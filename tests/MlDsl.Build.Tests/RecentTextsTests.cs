extern alias build;

using System.Text;
using RecentTexts = build::MlDsl.Build.Onnx.RecentTexts;

namespace MlDsl.Build.Tests;

/// <summary>Texts that share a place by their length and ends stay apart; those that repeat are one string.</summary>
public sealed class RecentTextsTests
{
    [Fact]
    public void TextsOfOnePlaceStayApart()
    {
        string[] texts = ["", "a", "é", "BRANCH_LEQ", "BRANCH_LXQ", "BRANCH_LEQ", "LEAF", "LxxF", "LEAF", new string('x', 64), new string('x', 65), "\0", "ünicode ↔ 漢字"];
        var recent = new RecentTexts();
        foreach (string text in Enumerable.Repeat(texts, 3).SelectMany(static all => all))
        {
            byte[] bytes = Encoding.UTF8.GetBytes($"<{text}>");
            Assert.Equal(text, recent.Of(bytes, 1, bytes.Length - 2));
        }
    }

    [Fact]
    public void WhatRepeatsIsOneString()
    {
        var recent = new RecentTexts();
        byte[] bytes = "LEAFBRANCH_LEQLEAF"u8.ToArray();
        string first = recent.Of(bytes, 0, 4);
        recent.Of(bytes, 4, 10);
        Assert.Same(first, recent.Of(bytes, 14, 4));
    }
}
