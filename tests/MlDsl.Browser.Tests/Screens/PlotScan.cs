using System.Text.Json;
using Microsoft.Playwright;

namespace MlDsl.Browser.Tests.Screens;

/// <summary>What a browser says of each plot of a page: where its marks and texts lie, in pixels from the plot's corner, and what colours they have.</summary>
internal static class PlotScan
{
    /// <summary>How many points of an area's box are tried.</summary>
    public const double GridPoints = 39 * 39;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    // Points on each mark at which its colour can be expected: along lines, in the middle and the quarters of shapes, inside of areas.
    private const string Script = """
        () => {
          const rgb = text => text.match(/[\d.]+/g).slice(0, 3).map(Number);
          const drawn = ':scope .line, :scope .area, :scope .bar, :scope .point, :scope .cell, :scope .whisker';
          return JSON.stringify([...document.querySelectorAll('svg')].map(svg => {
            const frame = svg.getBoundingClientRect();
            const onScreen = (element, x, y) => {
              const point = new DOMPoint(x, y).matrixTransform(element.getScreenCTM());
              return [point.x - frame.x, point.y - frame.y];
            };
            const marks = [...svg.querySelectorAll(drawn)].map(element => {
              const style = getComputedStyle(element), kind = element.classList[0], box = element.getBBox(), seen = element.getBoundingClientRect();
              const shares = kind === 'whisker' ? [0.5, 0.02, 0.98] : [0.5, 0.25, 0.75], points = [];
              if (kind === 'line') {
                const length = element.getTotalLength();
                for (let i = 0; i < 40; i++) { const p = element.getPointAtLength(length * (i + 0.5) / 40); points.push(onScreen(element, p.x, p.y)); }
              } else if (kind === 'area') {
                for (let i = 1; i < 40; i++) for (let j = 1; j < 40; j++) {
                  const p = new DOMPoint(box.x + box.width * i / 40, box.y + box.height * j / 40);
                  if (element.isPointInFill(p)) points.push(onScreen(element, p.x, p.y));
                }
              } else {
                for (const across of shares) for (const down of shares) points.push(onScreen(element, box.x + box.width * across, box.y + box.height * down));
              }
              const isStroke = kind === 'line' || kind === 'whisker';
              return {
                kind, color: rgb(isStroke ? style.stroke : style.fill), opacity: isStroke ? 1 : Number(style.fillOpacity) * Number(style.opacity),
                width: seen.width, height: seen.height, points,
              };
            });
            const texts = [...svg.querySelectorAll('text')].filter(text => getComputedStyle(text).display !== 'none').map(text => {
              const box = text.getBoundingClientRect();
              return { text: text.textContent, x: box.x - frame.x, y: box.y - frame.y, width: box.width, height: box.height, size: parseFloat(getComputedStyle(text).fontSize) * frame.width / svg.viewBox.baseVal.width };
            });
            return { name: svg.getAttribute('aria-label'), width: frame.width, height: frame.height, ground: rgb(getComputedStyle(document.body).backgroundColor), marks, texts };
          }));
        }
        """;

    /// <summary>The plots of a page, in its order.</summary>
    public static async Task<SeenPlot[]> Of(IPage page) => JsonSerializer.Deserialize<SeenPlot[]>(await page.EvaluateAsync<string>(Script), Web)!;
}

/// <summary>A plot on a screen.</summary>
internal sealed record SeenPlot(string Name, double Width, double Height, int[] Ground, SeenMark[] Marks, SeenText[] Texts);

/// <summary>A mark of a plot, with points that lie on it.</summary>
internal sealed record SeenMark(string Kind, double[] Color, double Opacity, double Width, double Height, double[][] Points);

/// <summary>A text of a plot, with its size in pixels of the screen.</summary>
internal sealed record SeenText(string Text, double X, double Y, double Width, double Height, double Size);
